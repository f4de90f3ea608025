// How good a call's line was, in a word and in figures.
import type { PastCall } from '../call/desk.ts'
import { qualityOf } from '../call/quality.ts'
import { fill, words } from './texts/words.ts'

type Quality = NonNullable<PastCall['quality']>

export const qualityWord = (q: Quality) => qualityOf(q.loss ?? 0, q)

export const qualityFacts = ({ loss, rtt_ms, jitter_ms }: Quality): string => {
  const percent = new Intl.NumberFormat(words.language, { style: 'percent', maximumFractionDigits: 1 })
  const n = (value: number | null) => (value === null ? '–' : String(Math.round(value)))
  return fill(words.desk.qualityFacts, {
    rtt: n(rtt_ms),
    jitter: n(jitter_ms),
    loss: loss === null ? '–' : percent.format(loss),
  })
}
