// What axe-core finds on a page: WCAG 2.2 A and AA, and what it calls best practice. Run inside the page, which a strict policy allows.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** One line per finding: the rule, the element, and what is wrong. @param {import('playwright-core').Page} page @param {{ within?: string, rules?: string[] | undefined }} [what] a selector, and tags of axe's */
export const findings = async (page, { within = 'parley-call', rules = RULES } = {}) => {
  await page.evaluate(SOURCE)
  const violations = await page.evaluate(
    async ([rules, selector]) => {
      // @ts-expect-error axe has put itself there
      const found = await window.axe.run(document.querySelector(String(selector)) ?? document, {
        runOnly: rules,
      })
      return found.violations
    },
    [rules, within],
  )
  return violations.flatMap(
    (/** @type {{ id: string, nodes: { target: unknown, failureSummary: string }[] }} */ v) =>
      v.nodes.map(
        (node) => `${v.id} at ${JSON.stringify(node.target)}: ${node.failureSummary.replace(/\s+/g, ' ')}`,
      ),
  )
}
