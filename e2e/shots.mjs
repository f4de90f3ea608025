// Pictures of a page as it is, on a phone and on a desktop, in light and dark.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './stack/demo.mjs'

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } }
const SCHEMES = /** @type {const} */ (['light', 'dark'])

/**
 * @param {string} folder below target/
 */
export const camera = (folder) => {
  const into = join(ROOT, 'target', folder)
  mkdirSync(into, { recursive: true })
  const files = /** @type {string[]} */ ([])
  let number = 0
  return {
    into,
    files,
    /**
     * One moment in four pictures; the page is left as it was.
     *
     * @param {import('playwright-core').Page} page
     * @param {string} name
     * @param {boolean} [whole] the page to its end, and not only what stands in the window
     */
    shoot: async (page, name, whole = false) => {
      const was = page.viewportSize()
      number += 1
      const step = String(number).padStart(2, '0')
      for (const [size, viewport] of Object.entries(SIZES)) {
        await page.setViewportSize(viewport)
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          // The level meters draw anew some sixteen times a second.
          await page.waitForTimeout(150)
          const file = join(into, `${step}-${name}-${size}-${colorScheme}.png`)
          await page.screenshot({ path: file, animations: 'disabled', fullPage: whole })
          files.push(file)
        }
      }
      await page.emulateMedia({ colorScheme: null, reducedMotion: null })
      if (was) await page.setViewportSize(was)
    },
  }
}
