// The two secrets that AWS cannot make for us, and what the world may know of the first.
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'

/** @typedef {{ kty: string, crv: string, x: string, y: string, kid: string, alg: string, use: string }} PublicJwk */

/** RFC 7638: a key's name is the hash of the key. @param {{ crv: string, kty: string, x: string, y: string }} jwk */
const thumbprint = ({ crv, kty, x, y }) =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')

/** A fresh P-256 key. @returns {{ secret: string, jwks: string }} */
export const signingKey = () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { kty = '', crv = '', x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' })
  const open = { kty, crv, x, y, kid: thumbprint({ crv, kty, x, y }), alg: 'ES256', use: 'sig' }
  return { secret: JSON.stringify({ ...open, d }), jwks: JSON.stringify({ keys: [open] }) }
}

/** A Standard Webhooks secret: 32 random bytes. */
export const webhookSecret = () => `whsec_${randomBytes(32).toString('base64')}`

/** The issuer's discovery document (OpenID Connect Discovery 1.0, section 3). @param {string} issuer */
export const discovery = (issuer) =>
  JSON.stringify({
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
  })
