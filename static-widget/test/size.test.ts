// What a visitor pays, in bytes over the wire (gzip). `npm test` builds first.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const gzipped = (name: string): number =>
  gzipSync(readFileSync(join(import.meta.dirname, '../dist', name)), { level: 9 }).length

test('before the first tap a page loads at most 5 KB', () => {
  expect(gzipped('embed.js')).toBeLessThanOrEqual(5000)
})

const dist = (folder: string) => readdirSync(join(import.meta.dirname, '../dist', folder))

test('an audio call loads at most 40 KB more, in whatever language it is longest', () => {
  const texts = dist('texts').filter((name) => name.startsWith('visitor-'))
  const longest = Math.max(...texts.map((name) => gzipped(`texts/${name}`)))
  expect(gzipped('visitor.js') + longest).toBeLessThanOrEqual(40_000)
})

test('what an audio call needs comes as one file; a picture, a form, a safety code come when they are wanted', () => {
  const visitor = readFileSync(join(import.meta.dirname, '../dist/visitor.js'), 'utf8')
  expect(/from ?["'`]\./.test(visitor)).toBe(false)
  const later = dist('assets').filter((name) => !name.startsWith('worker'))
  for (const part of ['video-stage', 'callback-form', 'safety', 'offline-view'])
    expect(later.filter((name) => name.startsWith(part)).length, part).toBeGreaterThan(0)
  for (const name of later) expect(gzipped(`assets/${name}`), name).toBeLessThanOrEqual(2000)
})

test('the doctor comes apart, for whoever asks for it', () => {
  expect(gzipped('doctor.js')).toBeLessThanOrEqual(5000)
})

test('React brings nothing but itself to an application that has it', () => {
  const hook = gzipSync(readFileSync(join(import.meta.dirname, '../dist-npm/react.js')), { level: 9 }).length
  expect(hook).toBeLessThanOrEqual(1500)
})

test('the embed knows the rest by name only', () => {
  const embed = readFileSync(join(import.meta.dirname, '../dist/embed.js'), 'utf8')
  expect(embed).toMatch(/import\([`"']\.\/visitor\.js[`"']\)/)
})
