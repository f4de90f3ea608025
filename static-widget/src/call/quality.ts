// How good a line is (the figures Twilio warns at: loss 3 %, round trip 400 ms, jitter 30 ms).
import type { Quality } from './company.ts'

/** What has arrived so far. */
interface Packets {
  readonly lost: number
  readonly got: number
}

/** Of what was sent between two looks, the share that did not arrive. */
export const lossBetween = (before: Packets, now: Packets): number => {
  const lost = Math.max(0, now.lost - before.lost)
  const got = Math.max(0, now.got - before.got)
  return lost + got === 0 ? 0 : lost / (lost + got)
}

interface Times {
  readonly rtt_ms: number | null
  readonly jitter_ms: number | null
}

export const qualityOf = (loss: number, { rtt_ms, jitter_ms }: Times): Quality => {
  if (loss > 0.08 || (rtt_ms ?? 0) > 800 || (jitter_ms ?? 0) > 100) return 'poor'
  return loss > 0.03 || (rtt_ms ?? 0) > 400 || (jitter_ms ?? 0) > 30 ? 'fair' : 'good'
}
