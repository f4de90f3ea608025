// After a failed call: a ticket to try whether a relay would have carried it, and what came of the try.
import { type Probe, probe, probed } from '../call/relay.ts'
import type { Transport } from '../call/report.ts'
import { type Answer, patiently } from './http.ts'
import type { Rpc } from './rpc.ts'

const PAUSES = [400, 1200]

export const askProbe = (rpc: Rpc, p_instance: string, p_call: string): Promise<Answer<Probe>> =>
  patiently(() => rpc('parley_probe_relay', { p_call, p_instance }, probe), PAUSES)

export const tellProbe = (rpc: Rpc, p_instance: string, p_call: string, p_protocol: Transport | null) => {
  const args = { p_call, p_instance, p_reached: p_protocol !== null, p_protocol }
  return patiently(() => rpc('parley_probe_result', args, probed), PAUSES)
}
