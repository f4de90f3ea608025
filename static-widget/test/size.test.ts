// What a visitor pays, in bytes over the wire (gzip). `npm test` builds first.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const gzipped = (name: string): number =>
  gzipSync(readFileSync(join(import.meta.dirname, '../dist', name)), { level: 9 }).length

test('before the first tap a page loads at most 5 KB', () => {
  expect(gzipped('embed.js')).toBeLessThanOrEqual(5000)
})

test('the tap loads at most 40 KB, in one file', () => {
  expect(gzipped('visitor.js')).toBeLessThanOrEqual(40_000)
  expect(readFileSync(join(import.meta.dirname, '../dist/visitor.js'), 'utf8')).not.toMatch(
    /import\(|from ?"\./,
  )
})

test('the embed knows the rest by name only', () => {
  const embed = readFileSync(join(import.meta.dirname, '../dist/embed.js'), 'utf8')
  expect(embed).toMatch(/import\([`"']\.\/visitor\.js[`"']\)/)
})
