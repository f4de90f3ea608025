// A visitor at a tenant's page. Finds things as people do: by what they are and what they say.
import { person } from '../browser/chromium.mjs'

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export const visitorAt = async (browser, url, options) => {
  const context = await person(browser, options)
  const page = await context.newPage()
  await page.goto(url)
  return visitorOn(page)
}

/** @param {import('playwright-core').Page} page */
export const visitorOn = (page) => {
  const panel = page.getByRole('region', { name: 'Call' })
  const hangUpButton = panel.getByRole('button', { name: 'Hang up' })
  const cancelButton = panel.getByRole('button', { name: 'Cancel' })
  return {
    page,
    panel,
    /** The button on the page itself: "Call", or "Call Acme Travel". */
    callButton: page.getByRole('button', { name: /^Call(?! again)/ }),
    hangUpButton,
    cancelButton,
    /** What stands under every end. */
    closeButton: panel.getByRole('button', { name: 'Close' }),
    startButton: panel.getByRole('button', { name: 'Start call' }),
    /** Presses the button on the page: the panel asks for the microphone, then lets it be tested. */
    tap: () => page.getByRole('button', { name: /^Call(?! again)/ }).click(),
    /** Presses it and, once the microphone can be tested, lets it ring. */
    call: async () => {
      await page.getByRole('button', { name: /^Call(?! again)/ }).click()
      await panel.getByRole('button', { name: 'Start call' }).click({ timeout: 15_000 })
    },
    hangUp: () => hangUpButton.click(),
    cancel: () => cancelButton.click(),
    /** @param {string | RegExp} words @param {number} [ms] */
    reads: (words, ms = 10_000) => panel.getByText(words).first().waitFor({ timeout: ms }),
    close: () => page.context().close(),
  }
}

/** @typedef {ReturnType<typeof visitorOn>} Visitor */
