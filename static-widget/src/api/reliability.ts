// What an owner may ask of how reliable the calls are.
import {
  type Period,
  premiumRequested,
  probesSet,
  type Reliability,
  type ReliabilityCall,
  reliability,
  reliabilityCalls,
} from '../call/reliability.ts'
import { type Answer, patiently } from './http.ts'
import type { Rpc } from './rpc.ts'

export interface ReliabilityDesk {
  report(period: Period): Promise<Answer<Reliability>>
  /** @param before "at" of the last call seen */
  calls(
    period: Period,
    before: string | null,
  ): Promise<Answer<{ calls: readonly ReliabilityCall[]; more: boolean }>>
  requestPremium(note: string): Promise<Answer<{ request: { at: string } }>>
  setProbes(on: boolean): Promise<Answer<{ relay_probes: boolean }>>
}

const ROWS = 1000
const AGAIN_MS = [400, 1200]

export const reliabilityOf = (rpc: Rpc, p_tenant: string): ReliabilityDesk => ({
  report: ({ from, to }) =>
    rpc('parley_reliability', { p_tenant, p_from: from, p_to: to, p_bucket: 'day' }, reliability),
  calls: ({ from, to }, p_before) =>
    patiently(
      () =>
        rpc(
          'parley_reliability_calls',
          { p_tenant, p_from: from, p_to: to, p_before, p_limit: ROWS },
          reliabilityCalls,
        ),
      AGAIN_MS,
    ),
  requestPremium: (note) =>
    patiently(
      () => rpc('parley_request_premium', { p_tenant, p_note: note || null }, premiumRequested),
      AGAIN_MS,
    ),
  setProbes: (p_on) => patiently(() => rpc('parley_set_probes', { p_tenant, p_on }, probesSet), AGAIN_MS),
})
