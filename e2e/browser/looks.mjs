// How a page looks to those who do not see it as it was drawn: with colours of their own, twice as large, without movement. Asked of every state.

/** @typedef {import('playwright-core').Page} Page */

/** Half of a small laptop's window: what 200 % zoom leaves of it. */
const ZOOMED = { width: 640, height: 400 }

/** What can be pressed or filled in and has no edge, once the system has put its own colours in place of ours; what is pressed and does not show it. @param {Page} page */
const edgeless = (page) =>
  page.evaluate(() => {
    /** @param {Document | ShadowRoot} root @returns {HTMLElement[]} */
    const controls = (root) =>
      [...root.querySelectorAll('*')].flatMap((e) => [
        ...(e.matches('button, select, textarea, a.button, input:not([type=radio], [type=checkbox])') &&
        e.checkVisibility()
          ? [/** @type {HTMLElement} */ (e)]
          : []),
        ...(e.shadowRoot ? controls(e.shadowRoot) : []),
      ])
    const all = controls(document)
    const name = (/** @type {HTMLElement} */ e) => `${e.localName}#${e.id} ${e.textContent?.trim()}`
    const bare = all.filter((e) => {
      const { borderTopWidth, borderTopStyle } = getComputedStyle(e)
      return borderTopStyle === 'none' || Number.parseFloat(borderTopWidth) < 1
    })
    const faces = all
      .filter((e) => e.localName === 'button' && e.ariaPressed !== 'true')
      .map((e) => getComputedStyle(e).backgroundColor)
    const flat = all.filter(
      (e) => e.ariaPressed === 'true' && faces.includes(getComputedStyle(e).backgroundColor),
    )
    return [
      ...bare.map((e) => `no edge: ${name(e)}`),
      ...flat.map((e) => `pressed, and not to be seen: ${name(e)}`),
    ]
  })

/** What moves by itself. @param {Page} page */
export const moving = (page) =>
  page.evaluate(() => {
    /** @param {Document | ShadowRoot} root @returns {Animation[]} */
    const within = (root) => [
      ...root.getAnimations(),
      ...[...root.querySelectorAll('*')].flatMap((e) => (e.shadowRoot ? within(e.shadowRoot) : [])),
    ]
    return [...new Set(within(document))].map(
      (one) => `moves: ${/** @type {KeyframeEffect} */ (one.effect).target?.localName}`,
    )
  })

/** What hangs over an edge of the window that nobody can scroll to. @param {Page} page @param {{ width: number, height: number }} size */
export const cutOff = async (page, size) => {
  const before = page.viewportSize()
  await page.setViewportSize(size)
  const found = await page.evaluate(() => {
    const panel = document.querySelector('parley-call')?.shadowRoot?.querySelector('parley-call-panel')
    const desk = document.querySelector('parley-desk')?.shadowRoot
    const dialog = desk
      ?.querySelector('parley-incoming-call-dialog')
      ?.shadowRoot?.querySelector('dialog[open]')
    const wide = document.documentElement.scrollWidth - innerWidth
    const boxes = [panel?.shadowRoot?.querySelector('section'), dialog].filter((e) => e != null)
    return [
      ...(wide > 0 ? [`the page is ${wide} px too wide`] : []),
      ...boxes.flatMap((box) => {
        const over = box.scrollWidth - box.clientWidth
        const { left, right, top, bottom } = box.getBoundingClientRect()
        const out = left < 0 || right > innerWidth || top < 0 || bottom > innerHeight
        return over > 1 || out
          ? [`${box.localName}: ${over} px too wide, ${left}-${right}, ${top}-${bottom}`]
          : []
      }),
    ]
  })
  if (before) await page.setViewportSize(before)
  return found.map((one) => `${size.width} × ${size.height}: ${one}`)
}

/** All of that at once; the page is left as it was. @param {Page} page */
export const looks = async (page) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  const found = [...(await edgeless(page)), ...(await moving(page))]
  await page.emulateMedia({ forcedColors: null, reducedMotion: null, colorScheme: null })
  return [...found, ...(await cutOff(page, ZOOMED))]
}
