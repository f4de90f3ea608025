// What a desk may ask besides its call: the beat, a decline, the lists of calls and of callbacks.
import {
  type Beat,
  beat,
  type Callbacks,
  callbacks,
  type History,
  history,
  type Row,
  resolved,
  row,
} from '../call/messages.ts'
import { type Answer, patiently } from './http.ts'
import type { Rpc } from './rpc.ts'

export type DeskStatus = 'available' | 'away' | 'gone'

export interface Desk {
  beat(status: DeskStatus, ringing: readonly string[]): Promise<Answer<Beat>>
  decline(callId: string): Promise<Answer<Row>>
  history(before: string | null, limit: number): Promise<Answer<History>>
  callbacks(before: string | null, limit: number): Promise<Answer<Callbacks>>
  resolveCallback(id: string): Promise<Answer<unknown>>
}

export const deskOf = (rpc: Rpc, tenant: string, instance: string): Desk => ({
  // Never patient: the next beat comes anyway, and a late one would renew a lease for a page that may be gone.
  beat: (p_status, p_ringing) =>
    rpc('parley_desk_beat', { p_instance: instance, p_tenant: tenant, p_status, p_ringing }, beat, {
      keepalive: p_status === 'gone',
      timeoutMs: 5000,
    }),
  decline: (p_call) =>
    patiently(() => rpc('parley_decline_call', { p_call, p_instance: instance }, row), [400, 1200]),
  history: (p_before, p_limit) =>
    rpc('parley_desk_history', { p_tenant: tenant, p_before, p_limit }, history),
  callbacks: (p_before, p_limit) =>
    rpc('parley_desk_callbacks', { p_tenant: tenant, p_before, p_limit }, callbacks),
  resolveCallback: (p_id) => patiently(() => rpc('parley_resolve_callback', { p_id }, resolved), [400, 1200]),
})
