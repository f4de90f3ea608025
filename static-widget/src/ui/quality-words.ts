// How good a call's line was, in a word and in figures. Bounds as Twilio warns at (loss 3 %, round trip 400 ms, jitter 30 ms).
import type { PastCall } from '../call/desk.ts'
import { fill, words } from './texts/words.ts'

type Quality = NonNullable<PastCall['quality']>

export const qualityWord = ({ loss, rtt_ms, jitter_ms }: Quality): 'good' | 'fair' | 'poor' => {
  if ((loss ?? 0) > 0.08 || (rtt_ms ?? 0) > 800 || (jitter_ms ?? 0) > 100) return 'poor'
  return (loss ?? 0) > 0.03 || (rtt_ms ?? 0) > 400 || (jitter_ms ?? 0) > 30 ? 'fair' : 'good'
}

export const qualityFacts = ({ loss, rtt_ms, jitter_ms }: Quality): string => {
  const percent = new Intl.NumberFormat(words.language, { style: 'percent', maximumFractionDigits: 1 })
  const n = (value: number | null) => (value === null ? '–' : String(Math.round(value)))
  return fill(words.desk.qualityFacts, {
    rtt: n(rtt_ms),
    jitter: n(jitter_ms),
    loss: loss === null ? '–' : percent.format(loss),
  })
}
