// How good a line is, from what arrived since the last look (the figures Twilio warns at: loss 3 %, round trip 400 ms, jitter 30 ms).
import type { Quality } from '../call/company.ts'
import type { Line } from './media.ts'

export const lossBetween = (before: Line, now: Line): number => {
  const lost = Math.max(0, now.lost - before.lost)
  const got = Math.max(0, now.got - before.got)
  return lost + got === 0 ? 0 : lost / (lost + got)
}

export const qualityOf = (
  loss: number,
  { rtt_ms, jitter_ms }: Pick<Line, 'rtt_ms' | 'jitter_ms'>,
): Quality => {
  if (loss > 0.08 || (rtt_ms ?? 0) > 800 || (jitter_ms ?? 0) > 100) return 'poor'
  return loss > 0.03 || (rtt_ms ?? 0) > 400 || (jitter_ms ?? 0) > 30 ? 'fair' : 'good'
}
