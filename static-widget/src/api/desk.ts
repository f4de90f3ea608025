// What a desk may ask besides its call: the beat, a decline, the lists, and what is kept of callers, team and hours.
import {
  blocked,
  type Callbacks,
  callbacks,
  type History,
  type Hours,
  history,
  type Note,
  noted,
  type Opening,
  opening,
  resolved,
  type Team,
  team,
} from '../call/desk.ts'
import { type Beat, beat, type Row, row } from '../call/messages.ts'
import { type Answer, patiently } from './http.ts'
import type { Rpc } from './rpc.ts'

export type DeskStatus = 'available' | 'wrap_up' | 'do_not_disturb' | 'away' | 'gone'

/** Calls to look for: words as they stand in names, pages and notes, and one kind of ending; empty is any. */
export interface Wanted {
  readonly search: string
  readonly reason: string
}

export interface Desk {
  beat(status: DeskStatus, ringing: readonly string[]): Promise<Answer<Beat>>
  decline(callId: string): Promise<Answer<Row>>
  history(wanted: Wanted, before: string | null, limit: number): Promise<Answer<History>>
  callbacks(before: string | null, limit: number): Promise<Answer<Callbacks>>
  resolveCallback(id: string): Promise<Answer<unknown>>
  note(callId: string, text: string): Promise<Answer<{ notes: readonly Note[] }>>
  block(callId: string, on: boolean): Promise<Answer<{ blocked: boolean }>>
  team(): Promise<Answer<Team>>
  setHours(hours: Hours | null): Promise<Answer<Opening>>
}

/** What may be said twice, and should arrive. */
const AGAIN_MS = [400, 1200]

export const deskOf = (rpc: Rpc, tenant: string, instance: string): Desk => ({
  // Never patient: the next beat comes anyway, and a late one would renew a lease for a page that may be gone.
  beat: (p_status, p_ringing) =>
    rpc('parley_desk_beat', { p_instance: instance, p_tenant: tenant, p_status, p_ringing }, beat, {
      keepalive: p_status === 'gone',
      timeoutMs: 5000,
    }),
  decline: (p_call) =>
    patiently(() => rpc('parley_decline_call', { p_call, p_instance: instance }, row), AGAIN_MS),
  history: ({ search, reason }, p_before, p_limit) =>
    rpc(
      'parley_desk_history',
      { p_tenant: tenant, p_before, p_limit, p_search: search || null, p_reason: reason || null },
      history,
    ),
  callbacks: (p_before, p_limit) =>
    rpc('parley_desk_callbacks', { p_tenant: tenant, p_before, p_limit }, callbacks),
  resolveCallback: (p_id) => patiently(() => rpc('parley_resolve_callback', { p_id }, resolved), AGAIN_MS),
  note: (p_call, p_note) => patiently(() => rpc('parley_call_note', { p_call, p_note }, noted), AGAIN_MS),
  block: (p_call, p_blocked) =>
    patiently(() => rpc('parley_block_caller', { p_call, p_blocked }, blocked), AGAIN_MS),
  team: () => rpc('parley_desk_team', { p_tenant: tenant }, team),
  setHours: (p_hours) =>
    patiently(() => rpc('parley_set_hours', { p_tenant: tenant, p_hours }, opening), AGAIN_MS),
})
