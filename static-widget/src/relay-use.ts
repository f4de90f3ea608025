// What a relay is for this call: whether it may have one, must have one, could reach one, and what went over it.
import type { Cause } from './call/cause.ts'
import type { Ice } from './call/messages.ts'
import type { Servers } from './credentials.ts'
import type { PeerConnection } from './media/media.ts'
import { type Carried, NONE, sum } from './media/stats.ts'

/** A fresh credential's servers; null: none, or not soon enough. */
export type Fresh = (ticket: string) => Promise<Servers | null>

export class RelayUse {
  readonly #fresh: Fresh
  #ticket: string | null = null
  #only = false
  /** A relay gave a candidate. */
  #reached = false
  #before = NONE

  constructor(fresh: Fresh) {
    this.#fresh = fresh
  }

  begin(ice: Ice, ticket: string | null): void {
    this.#only = ice.policy === 'relay'
    this.#ticket = ticket
  }

  async mint(): Promise<Servers | null> {
    return this.#ticket === null ? null : this.#fresh(this.#ticket).catch(() => null)
  }

  /** Says whether the call can still have a path. */
  heard(reached: boolean): boolean {
    this.#reached ||= reached
    return this.#reached || !this.#only
  }

  /** With a relay that could be reached, or none to be had anyway, it is the path itself that is missing. */
  get blame(): Cause {
    const missed = this.#ticket !== null && !this.#reached
    return this.#only || missed ? 'relay_unavailable' : 'ice_failed'
  }

  /** This connection makes way for another: what it relayed counts on. */
  leave(peer: PeerConnection | null): void {
    this.#before = this.carried(peer)
  }

  carried(peer: PeerConnection | null): Carried {
    return sum([this.#before, peer?.carried ?? NONE])
  }
}
