// A visitor's page without a page: the same ports that visitor.ts plugs, with media that needs no browser.
import { partyOf } from '../../src/api/party.ts'
import { rpcOf } from '../../src/api/rpc.ts'
import { Visitor } from '../../src/api/visitor.ts'
import type { Config } from '../../src/call/config.ts'
import { CallSession } from '../../src/session.ts'
import { SupabaseSignalling } from '../../src/signal/supabase.ts'
import type { AtStep } from './peer.ts'
import { LiveMedia } from './peer.ts'
import { Shelf } from './shelf.ts'
import { type Told, until } from './words.ts'

export class LiveVisitor {
  readonly session: CallSession
  readonly #signalling: SupabaseSignalling
  /** Pushes that really came. */
  heard = 0
  joined = false

  constructor(config: Config, tenant: string, atStep?: AtStep) {
    const instance = crypto.randomUUID()
    const visitor = new Visitor(config, tenant, new Shelf())
    this.#signalling = new SupabaseSignalling(config.supabase.url, config.supabase.key, visitor.token)
    this.session = new CallSession('visitor', {
      media: new LiveMedia(atStep),
      party: partyOf(rpcOf(config.supabase, visitor.token), instance),
      open: async (hear, joined) => {
        const session = await visitor.session()
        if (session === null) return null
        const close = this.#signalling.listen(`chat_session_${session.session.id}:call`, {
          heard: (event, payload) => {
            this.heard += 1
            hear(event, payload)
          },
          joined: () => {
            this.joined = true
            joined()
          },
        })
        return { sessionId: session.session.id, close }
      },
      request: (call_id, sdp) =>
        visitor.request({
          call_id,
          instance,
          media: 'audio',
          offer: { sdp },
          page: { url: 'https://shop.example/', title: 'Shop' },
        }),
    })
  }

  get callId(): string {
    return this.session.getState().callId ?? ''
  }

  /** When the session is as told, or has ended. */
  until(is: Told, withinMs: number): Promise<boolean> {
    return until(this.session, is, withinMs)
  }

  close(): void {
    this.session.hangUp()
    this.#signalling.close()
  }
}
