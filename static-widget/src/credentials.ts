// A side's credentials for the relay, redeemed from its ticket: fresh before each gathering, and not twice for the same one.
import type { Answer } from './api/http.ts'
import type { Relay } from './call/relay.ts'

export type Redeem = (ticket: string) => Promise<Answer<Relay>>
export type Servers = readonly RTCIceServer[]

/** One that has used up less than this part of its life is as good as new: two restarts in a row need only one. */
const FRESH_PART = 0.1
const FRESH_WITHIN_MS = 2500

/** No relay now, for reasons that pass: no device rings yet, or the provider has a bad moment (shared/protocol). */
const isPassing = (reason: string): boolean =>
  /^(not_rung|too_many_requests|unreachable|provider_(slow|busy|failed|garbled))$/.test(reason)

/** The servers to gather from; without a relay null, and whether a later question may find one. */
export interface Minted {
  readonly servers: Servers | null
  readonly early: boolean
}
const none = (reason: string): Minted => ({ servers: null, early: isPassing(reason) })

export class Credentials {
  readonly #redeem: Redeem | undefined
  #held: { servers: Servers; until: number; ticket: string } | null = null

  constructor(redeem: Redeem | undefined) {
    this.#redeem = redeem
  }

  async mint(ticket: string): Promise<Minted> {
    if (this.#held?.ticket === ticket && performance.now() < this.#held.until)
      return { servers: this.#held.servers, early: false }
    const answer = await this.#redeem?.(ticket).catch(() => null)
    if (answer?.is === 'refused') return none(answer.refusal.refused)
    if (answer?.is !== 'ok') return none('unreachable')
    const { relay, reason, expires_in, ice_servers: servers } = answer.value
    if (!relay) return none(reason ?? 'none')
    this.#held = { servers, until: performance.now() + expires_in * 1000 * FRESH_PART, ticket }
    return { servers, early: false }
  }

  /** Null: the path is looked for with what there is, rather than later. */
  async fresh(ticket: string): Promise<Servers | null> {
    const late = new Promise<Minted>((enough) => setTimeout(enough, FRESH_WITHIN_MS, none('late')))
    return (await Promise.race([this.mint(ticket), late])).servers
  }
}
