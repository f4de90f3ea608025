// A desk's ports, plugged: whom it asks as this agent, and how it makes a call.
import type { AgentAuth } from '../api/auth.ts'
import { type Desk, deskOf } from '../api/desk.ts'
import { partyOf } from '../api/party.ts'
import { relayOf } from '../api/relay.ts'
import { type ReliabilityDesk, reliabilityOf } from '../api/reliability.ts'
import { rpcOf, type Token } from '../api/rpc.ts'
import type { Config } from '../call/config.ts'
import type { Media } from '../media/media.ts'
import { CallSession } from '../session.ts'
import type { ToWorker } from './words.ts'
// With the page: an agent needs them first when the network has just gone.
import '../credentials.ts'
import '../media/relay-kit.ts'

export interface DeskPorts {
  readonly token: Token
  readonly desk: Desk
  readonly reliability: ReliabilityDesk
  /** What the worker has to know to beat for this page. */
  readonly start: Omit<Extract<ToWorker, { say: 'start' }>, 'say'>
  session(media: Media): CallSession
}

export const deskPorts = (config: Config, { token }: AgentAuth, agent: string): DeskPorts => {
  const instance = crypto.randomUUID()
  const { supabase, tenant } = config
  const rpc = rpcOf(supabase, token)
  return {
    token,
    desk: deskOf(rpc, tenant.id, instance),
    reliability: reliabilityOf(rpc, tenant.id),
    start: { supabase, tenant: tenant.id, agent, instance },
    session: (media) =>
      new CallSession('agent', { party: partyOf(rpc, instance), media, relay: relayOf(config) }),
  }
}
