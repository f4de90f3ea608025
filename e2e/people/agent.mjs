// An agent at a desk. Finds things as people do: by what they are and what they say.
import { person } from '../browser/chromium.mjs'

/**
 * Signed in, and ready for calls.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {{ email: string, password: string }} signIn
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export const agentAt = async (browser, url, signIn, options) => {
  const context = await person(browser, options)
  const page = await context.newPage()
  await page.goto(url)
  const agent = agentOn(page)
  await agent.signIn(signIn)
  await agent.goAvailable()
  return agent
}

/** @param {import('playwright-core').Page} page */
export const agentOn = (page) => {
  const acceptButton = page.getByRole('button', { name: 'Accept' })
  const declineButton = page.getByRole('button', { name: 'Decline' })
  const hangUpButton = page.getByRole('button', { name: 'Hang up' })
  /** What stands in a list that is not open is read by nobody. @param {string | RegExp} words @param {number} [ms] */
  const reads = (words, ms = 10_000) =>
    page.getByText(words).filter({ visible: true }).first().waitFor({ timeout: ms })
  return {
    page,
    acceptButton,
    declineButton,
    hangUpButton,
    reads,
    /** @param {{ email: string, password: string }} who */
    signIn: async ({ email, password }) => {
      await page.getByLabel('Email').fill(email)
      await page.getByLabel('Password').fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
    },
    goAvailable: async () => {
      await page.getByRole('button', { name: 'Go available' }).click()
      await reads('You are available. Calls ring here.', 15_000)
    },
    goAway: async () => {
      await page.getByRole('button', { name: 'Stop taking calls' }).click()
      await reads('You are away.')
    },
    /** @param {number} [ms] */
    rings: (ms = 15_000) => acceptButton.waitFor({ timeout: ms }),
    accept: () => acceptButton.click(),
    decline: () => declineButton.click(),
    hangUp: () => hangUpButton.click(),
    close: () => page.context().close(),
  }
}

/** @typedef {ReturnType<typeof agentOn>} Agent */
