// What rings on this page and how it is noticed: the rows of the last beat, the tone, the title, the notification; on one page of an agent's.
import type { Beat } from '../call/messages.ts'
import { type Answers, Attention } from './attention.ts'
import { Master } from './master.ts'
import { type Ringing, Rings } from './rings.ts'

export interface Hearing extends Answers {
  /** Whether this page could take a call right now. */
  isFree(): boolean
  /** What really sounds has changed: the database is told at once. */
  receipt(): void
  changed(): void
}

export class Bell {
  readonly #rings = new Rings()
  readonly #master: Master
  readonly #attention: Attention
  readonly #hearing: Hearing
  #quiet: ReturnType<typeof setTimeout> | undefined

  /** @param lock one name for all pages of this agent */
  constructor(lock: string, notifications: string | null, hearing: Hearing) {
    this.#hearing = hearing
    this.#master = new Master(lock, () => this.sound())
    this.#attention = new Attention(notifications, hearing)
  }

  get rings(): readonly Ringing[] {
    return this.#hearing.isFree() ? this.#rings.at() : []
  }
  get sounding(): readonly string[] {
    return this.#rings.sounding
  }
  get isMaster(): boolean {
    return this.#master.isMaster
  }

  /** So that whoever goes available has heard what a call sounds like, and where. */
  once(): void {
    this.#rings.once()
  }

  take(beat: Beat): void {
    this.#rings.take(beat)
  }

  drop(callId: string): void {
    this.#rings.drop(callId)
    this.sound()
  }

  /** @param on whether calls may ring here at all */
  turn(on: boolean): void {
    this.#master.want(on)
    if (!on) this.#rings.clear()
    this.sound()
  }

  close(): void {
    this.turn(false)
    this.#attention.close()
  }

  /** Rings exactly while something is to be rung for, and says so at once: the receipt. */
  sound(): void {
    const { rings, isMaster } = this
    if (this.#rings.soundFor(isMaster ? rings : [])) this.#hearing.receipt()
    this.#attention.show(rings, isMaster)
    clearTimeout(this.#quiet)
    const until = Math.min(...rings.map((ring) => ring.until))
    if (rings.length > 0) this.#quiet = setTimeout(() => this.sound(), until - performance.now() + 20)
    this.#hearing.changed()
  }
}
