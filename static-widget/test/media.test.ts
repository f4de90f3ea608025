// What is said about coding, the line and a safety code, without a browser.
import { describe, expect, test } from 'vitest'
import { lossBetween, qualityOf } from '../src/call/quality.ts'
import { pictureBits, VIDEO, withSilences } from '../src/media/codecs.ts'
import { safetyCode } from '../src/media/safety.ts'

const sdp = (fmtp: string) =>
  ['v=0', 'a=rtpmap:111 opus/48000/2', `a=fmtp:111 ${fmtp}`, 'a=fmtp:63 111/111', ''].join('\r\n')

test('the other side’s Opus is told that silences may be silent, once, and nothing else is touched', () => {
  expect(withSilences(sdp('minptime=10;useinbandfec=1'))).toBe(sdp('minptime=10;useinbandfec=1;usedtx=1'))
  expect(withSilences(sdp('usedtx=0'))).toBe(sdp('usedtx=0'))
  expect(withSilences('v=0\r\na=fmtp:96 x=1\r\n')).toBe('v=0\r\na=fmtp:96 x=1\r\n')
})

test('a picture gives way when packets are lost, and comes back when they are not', () => {
  const most = VIDEO.maxBitrate ?? 0
  const narrow = [0.2, 0.2, 0.2].reduce((bits, loss) => pictureBits(loss, bits), most)
  expect(narrow).toBe(most / 8)
  expect(Array.from({ length: 20 }).reduce((bits: number) => pictureBits(0, bits), narrow)).toBe(most)
  expect(Array.from({ length: 20 }).reduce((bits: number) => pictureBits(0.5, bits), most)).toBe(80_000)
  expect(pictureBits(0.05, 500_000)).toBe(500_000)
})

const line = (lost: number, got: number) => ({ lost, got, rtt_ms: null, jitter_ms: null })

describe('a line', () => {
  test.each([
    [0, 20, 5, 'good'],
    [0.04, 20, 5, 'fair'],
    [0, 500, 5, 'fair'],
    [0, 20, 50, 'fair'],
    [0.2, 20, 5, 'poor'],
    [0, 900, 5, 'poor'],
  ] as const)(
    'that loses %d with %d ms there and back and %d ms jitter is %s',
    (loss, rtt_ms, jitter_ms, is) => {
      expect(qualityOf(loss, { rtt_ms, jitter_ms })).toBe(is)
    },
  )

  test('is judged by what came since the last look', () => {
    expect(lossBetween(line(10, 90), line(10, 190))).toBe(0)
    expect(lossBetween(line(0, 100), line(50, 150))).toBe(0.5)
    expect(lossBetween(line(0, 0), line(0, 0))).toBe(0)
  })
})

test('a safety code is the same from either side, and another for another key', async () => {
  const [a, b, c] = ['sha-256 AA:BB', 'sha-256 CC:DD', 'sha-256 EE:FF']
  const code = await safetyCode([a, b])
  expect(await safetyCode([b, a])).toBe(code)
  expect(await safetyCode([a, c])).not.toBe(code)
  expect(code).toMatch(/^(\p{Extended_Pictographic}\uFE0F (0\d\d|1\d\d|2[0-5]\d) ?){4}$/u)
})
