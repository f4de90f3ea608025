// The static side: the widget, then the issuer's two files. What is old stays, for pages that are open now.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { discovery } from './keys.mjs'

const FOR_EVER = 'public, max-age=31536000, immutable'
const A_MINUTE = 'public, max-age=60'
const FIVE_MINUTES = 'public, max-age=300'

/** Pages of the demo, and texts that only servers read. */
const NOT_PUBLISHED = ['visitor.html', 'visitor-page.js', '*.txt', '.built']

/** @param {import('./aws.mjs').Aws} aws @param {{ bucket: string, site: string, widget: string }} to */
export const publishWidget = (aws, { bucket, site, widget }) => {
  aws.does('hashed files first: a new page must find them', [
    's3',
    'sync',
    join(widget, 'assets'),
    `s3://${bucket}/assets`,
    '--cache-control',
    FOR_EVER,
  ])
  aws.does('then the files with fixed names', [
    's3',
    'sync',
    widget,
    `s3://${bucket}`,
    '--cache-control',
    A_MINUTE,
    '--exclude',
    'assets/*',
    ...NOT_PUBLISHED.flatMap((name) => ['--exclude', name]),
  ])
  aws.does('and let caches forget those', [
    'cloudfront',
    'create-invalidation',
    '--distribution-id',
    site,
    '--paths',
    // a star counts at the end alone, and this is one path; the issuer's files may be under this name too
    '/*',
  ])
}

/** @param {import('./aws.mjs').Aws} aws @param {{ bucket: string, keys: string, issuer: string, jwks: string, folder: string }} to */
export const publishKeys = (aws, { bucket, keys, issuer, jwks, folder }) => {
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of [
    ['jwks.json', jwks],
    ['openid-configuration', discovery(issuer)],
  ]) {
    const file = join(folder, String(name))
    writeFileSync(file, String(text))
    aws.does(`the issuer's ${name}`, [
      's3',
      'cp',
      file,
      `s3://${bucket}/.well-known/${name}`,
      '--content-type',
      'application/json',
      '--cache-control',
      FIVE_MINUTES,
    ])
  }
  aws.does("and let the keys' caches forget the old ones", [
    'cloudfront',
    'create-invalidation',
    '--distribution-id',
    keys,
    '--paths',
    '/.well-known/*',
  ])
}
