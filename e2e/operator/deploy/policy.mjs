// The Content-Security-Policy of docs/integrate.md, with a deployment's own addresses.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../zips.mjs'

/** @param {import('./stack.mjs').Outputs} outputs @param {string} supabase @returns {string} the header, as it is sent */
export const policyOf = (outputs, supabase) => {
  const guide = readFileSync(join(ROOT, 'docs', 'integrate.md'), 'utf8')
  const header = guide.match(/^Content-Security-Policy: .*$/m)?.[0]
  if (header === undefined) throw new Error('docs/integrate.md has no Content-Security-Policy')
  /** @param {string} url */
  const origin = (url) => url.replace(/\/$/, '')
  /** @type {Record<string, string>} */
  const ours = {
    'https://widget.example': origin(outputs.SiteUrl),
    'https://visitor-session.example': origin(outputs.VisitorSessionUrl),
    'https://call-request.example': origin(outputs.CallRequestUrl),
    'https://turn-token.example': origin(outputs.TurnTokenUrl),
    'https://project.supabase.co': supabase,
    'wss://project.supabase.co': supabase.replace(/^https/, 'wss'),
  }
  return Object.entries(ours).reduce((said, [theirs, own]) => said.replaceAll(theirs, own), header)
}
