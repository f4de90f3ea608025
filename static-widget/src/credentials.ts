// A side's credentials for the relay, redeemed from its ticket: fresh before each gathering, and not twice for the same one.
import type { Answer } from './api/http.ts'
import type { Relay } from './call/relay.ts'

export type Redeem = (ticket: string) => Promise<Answer<Relay>>
export type Servers = readonly RTCIceServer[]

/** One that has used up less than this part of its life is as good as new: two restarts in a row need only one. */
const FRESH_PART = 0.1
const FRESH_WITHIN_MS = 2500

/** No relay now, for reasons that pass: no device rings yet, or the provider has a bad moment (shared/protocol). */
export const isPassing = (reason: string): boolean =>
  /^(not_rung|too_many|unreach|provider_[sbfg])/.test(reason)

export class Credentials {
  readonly #redeem: Redeem | undefined
  ticket: string | null = null
  #held: { servers: Servers; until: number; ticket: string } | null = null

  constructor(redeem: Redeem | undefined) {
    this.#redeem = redeem
  }

  /** The servers to gather from, or the reason why there is no relay. */
  async mint(ticket: string): Promise<Servers | string> {
    if (this.#held?.ticket === ticket && performance.now() < this.#held.until) return this.#held.servers
    const answer = await this.#redeem?.(ticket).catch(() => null)
    if (answer?.is === 'refused') return answer.refusal.refused
    if (answer?.is !== 'ok') return 'unreachable'
    const { relay, reason, expires_in, ice_servers } = answer.value
    if (!relay) return reason ?? 'none'
    const until = performance.now() + expires_in * 1000 * FRESH_PART
    this.#held = { servers: ice_servers, until, ticket }
    return ice_servers
  }

  /** Null: the path is looked for with what there is, rather than later. */
  async fresh(): Promise<Servers | null> {
    if (this.ticket === null) return null
    const enough = new Promise<string>((late) => setTimeout(late, FRESH_WITHIN_MS, 'late'))
    const minted = await Promise.race([this.mint(this.ticket), enough])
    return typeof minted === 'string' ? null : minted
  }
}
