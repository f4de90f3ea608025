// What a page shows of the other side's picture.

/** The other side's picture on a page of a visitor's or an agent's. @param {import('playwright-core').Page} page */
export const remotePicture = (page) => {
  const video = page.locator('video#remote')
  return {
    /** It is there, and new frames come. */
    moves: async () => {
      await video.waitFor({ timeout: 20_000 })
      await page.waitForFunction(
        (shown) => {
          const it = /** @type {HTMLVideoElement & { framesBefore?: number }} */ (shown)
          const frames = it.getVideoPlaybackQuality().totalVideoFrames
          it.framesBefore ??= frames
          const moved = it.videoWidth > 0 && frames > it.framesBefore + 3
          if (moved) it.framesBefore = frames
          return moved
        },
        await video.elementHandle(),
        { timeout: 20_000, polling: 100 },
      )
    },
    isGone: () => video.waitFor({ state: 'detached', timeout: 20_000 }),
  }
}
