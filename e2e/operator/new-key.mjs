// A new signing key in a folder: signing-key.json (private, readable by its owner alone) and jwks.json (public).
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { signingKey } from './deploy/keys.mjs'

const folder = process.argv[2]
if (folder === undefined) {
  console.error('usage: node e2e/operator/new-key.mjs FOLDER')
  process.exit(2)
}
const { secret, jwks } = signingKey()
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'signing-key.json'), secret, { mode: 0o600 })
writeFileSync(join(folder, 'jwks.json'), jwks)
console.log(`${join(folder, 'signing-key.json')} (private)\n${join(folder, 'jwks.json')}`)
