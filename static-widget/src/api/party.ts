// What a party may ask about its call. Every question carries the page that asks (instance).
import { anything } from '../call/decode.ts'
import type { Grant, Report, Row } from '../call/messages.ts'
import { grant, row } from '../call/messages.ts'
import type { Probe } from '../call/relay.ts'
import type { Transport } from '../call/report.ts'
import type { Saying } from '../call/signals.ts'
import { type Answer, patiently } from './http.ts'
import type { Rpc } from './rpc.ts'

export interface Party {
  resume(callId: string, offer: string | null): Promise<Answer<Grant>>
  accept(callId: string): Promise<Answer<Grant>>
  send(callId: string, generation: number, id: string, saying: Saying, after: number): Promise<Answer<Row>>
  read(callId: string, after: number): Promise<Answer<Row>>
  touch(
    callId: string,
    generation: number,
    report: Report,
    leaving: boolean,
    after: number,
  ): Promise<Answer<Row>>
  ringAgain(callId: string): Promise<Answer<Row>>
  end(callId: string, generation: number, intent: string, report: Report): Promise<Answer<Row>>
  /** Once, by a visitor, of a call that is over; 1 to 5 stars. */
  rate?(callId: string, stars: number, comment: string): Promise<Answer<unknown>>
  /** A ticket to try whether a relay would have carried a call that failed a moment ago. */
  probe(callId: string): Promise<Answer<Probe>>
  /** What came of it: how the relay was reached, or null. */
  probed(callId: string, over: Transport | null): Promise<Answer<unknown>>
}

/** Pauses between tries of what must arrive; each of these questions is harmless when repeated. */
const MUST_ARRIVE = [300, 700, 1500, 3000, 5000]
const SHOULD_ARRIVE = [400, 1200]

export const partyOf = (rpc: Rpc, instance: string): Party => ({
  resume: (p_call, offer) =>
    patiently(
      () =>
        rpc(
          'parley_resume_call',
          { p_call, p_instance: instance, p_offer: offer === null ? null : { sdp: offer } },
          grant,
        ),
      MUST_ARRIVE,
    ),
  accept: (p_call) =>
    patiently(() => rpc('parley_accept_call', { p_call, p_instance: instance }, grant), SHOULD_ARRIVE),
  send: (p_call, p_generation, p_id, { type, payload }, p_after) =>
    patiently(
      () =>
        rpc(
          'parley_send_signal',
          { p_call, p_instance: instance, p_generation, p_id, p_type: type, p_payload: payload, p_after },
          row,
        ),
      MUST_ARRIVE,
    ),
  read: (p_call, p_after) => rpc('parley_call_state', { p_call, p_after }, row),
  touch: (p_call, p_generation, p_report, p_leaving, p_after) =>
    rpc(
      'parley_touch_call',
      { p_call, p_instance: instance, p_generation, p_report, p_leaving, p_after },
      row,
      { keepalive: p_leaving },
    ),
  ringAgain: (p_call) => rpc('parley_ring_again', { p_call, p_instance: instance }, row),
  end: (p_call, p_generation, p_intent, p_report) =>
    patiently(
      () =>
        rpc('parley_end_call', { p_call, p_instance: instance, p_intent, p_report, p_generation }, row, {
          keepalive: true,
        }),
      MUST_ARRIVE,
    ),
  rate: (p_call, p_stars, p_comment) =>
    patiently(() => rpc('parley_rate_call', { p_call, p_stars, p_comment }, anything), SHOULD_ARRIVE),
  probe: async (callId) => (await import('./probe.ts')).askProbe(rpc, instance, callId),
  probed: async (callId, over) => (await import('./probe.ts')).tellProbe(rpc, instance, callId, over),
})
