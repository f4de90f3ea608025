// The product's signalling for a process without a browser: what the proofs in e2e/signals drive against the local stack.
import { WebSocket } from 'ws'

globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket

export { AgentAuth } from '../../src/api/auth.ts'
export { loadConfig } from '../../src/api/config.ts'
export { onSignal, sendSignal } from '../../src/session.ts'
export { DESK_SPREAD_MS, SupabaseSignalling } from '../../src/signal/supabase.ts'
export { LiveDesk } from './desk.ts'
export { Shelf } from './shelf.ts'
export { LiveVisitor } from './visitor.ts'
export { until } from './words.ts'
