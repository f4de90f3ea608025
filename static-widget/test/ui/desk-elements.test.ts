// The desk's own elements: what they show, what they ask, and what strangers wrote in them.
import { describe, expect, test } from 'vitest'
import type { Hours } from '../../src/call/desk.ts'
import { BlockButton } from '../../src/ui/block-button.ts'
import { wrongDay } from '../../src/ui/hours-editor.ts'
import { qualityFacts, qualityWord } from '../../src/ui/quality-words.ts'
import { barsOf, bytes, money } from '../../src/ui/report-figures.ts'
import { roundUp } from '../../src/ui/stacked-chart.ts'
import { call, desk } from '../../src/ui/texts/desk/en.ts'
import { plain } from '../../src/ui/texts/plain.ts'
import { speak } from '../../src/ui/texts/words.ts'

speak({ language: 'en', call, desk })

test('what strangers write turns no words around it and makes no second line', () => {
  expect(plain('abc\u202Ecba\u2066x\u2069')).toBe('abccbax')
  expect(plain('Ada\nBob\u2028Cy\u0000')).toBe('Ada Bob Cy')
  expect(plain('محمد <b>')).toBe('محمد <b>')
})

test('a caller is blocked only by somebody who was asked first', async () => {
  const button = Object.assign(new BlockButton(), { call: 'c1', name: 'Ada' })
  document.body.replaceChildren(button)
  const heard: unknown[] = []
  document.addEventListener('caller-block', (e) => heard.push((e as CustomEvent).detail))
  const press = async (id: string) => {
    await button.updateComplete
    button.shadowRoot?.querySelector<HTMLElement>(id)?.click()
  }
  await press('#block')
  await press('#no')
  expect(heard).toEqual([])
  await press('#block')
  await press('#yes')
  button.blocked = true
  await press('#undo')
  expect(heard).toEqual([
    { callId: 'c1', on: true },
    { callId: 'c1', on: false },
  ])
})

describe('hours', () => {
  const on = (mon: Hours['week']['mon']): string => wrongDay(mon ? { mon } : {})
  test('may be split, may run over midnight, and may not overlap', () => {
    expect(
      on([
        ['13:00', '18:00'],
        ['09:00', '12:00'],
        ['22:00', '02:00'],
      ]),
    ).toBe('')
    expect(
      on([
        ['09:00', '12:30'],
        ['12:00', '14:00'],
      ]),
    ).toBe('On Monday the hours overlap.')
    expect(
      on([
        ['22:00', '02:00'],
        ['23:00', '23:30'],
      ]),
    ).toBe('On Monday the hours overlap.')
    expect(on([['', '12:00']])).toBe('On Monday a time is missing.')
  })
})

describe('the report’s figures', () => {
  test('have a bar for each day, days without a call too, and every outcome in a group', () => {
    const bars = barsOf(
      {
        from: '2026-11-23T00:00:00+00:00',
        to: '2026-11-26T00:00:00+00:00',
        series: [
          {
            at: '2026-11-24T00:00:00+00:00',
            reasons: { hung_up: 5, unanswered: 1, declined: 1, peer_lost: 1, dropped: 2 },
            paths: { direct: 3, none: 2, teleport: 1 },
          },
        ],
      },
      'reasons',
    )
    expect(bars.map((bar) => bar.values)).toEqual([{}, { talked: 5, missed: 2, lost: 3 }, {}])
  })

  test('are said in units that fit', () => {
    expect([bytes(0), bytes(999), bytes(5_200_000_000)]).toEqual(['0 byte', '999 byte', '5.2 GB'])
    expect([money(73), money(12_340_000)]).toEqual(['$0.0001', '$12.34'])
    expect([1, 3, 7, 12, 60, 999].map(roundUp)).toEqual([1, 5, 10, 20, 100, 1000])
  })

  test('name a line by its worst', () => {
    const line = { rtt_ms: 40, loss: 0.01, jitter_ms: 5 }
    expect(qualityWord(line)).toBe('good')
    expect(qualityWord({ ...line, loss: 0.05 })).toBe('fair')
    expect(qualityWord({ ...line, jitter_ms: 140 })).toBe('poor')
    expect(qualityFacts(line)).toBe('Delay 40 ms, lost 1%, jitter 5 ms')
  })
})
