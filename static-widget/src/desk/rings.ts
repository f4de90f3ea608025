// What rings on this page: always derived from the last beat's rows and their deadlines, never switched by a message.
import type { Beat, Ring as RingRow } from '../call/messages.ts'
import { Ring } from '../media/ring.ts'

export interface Ringing extends RingRow {
  readonly until: number
}

export class Rings {
  readonly #tone = new Ring()
  #rows: Ringing[] = []
  #rung: readonly string[] = []
  readonly #answered = new Set<string>()

  /** Takes the rows of a beat, as known at this moment. */
  take(beat: Beat, now = performance.now()): void {
    const shown = beat.rings.map((ring) => ring.call_id)
    for (const id of this.#answered) if (!shown.includes(id)) this.#answered.delete(id)
    this.#rows = beat.rings
      .filter((ring) => !this.#answered.has(ring.call_id))
      .map((ring) => ({ ...ring, until: now + ring.ring_ms_left }))
  }

  /** Answered here: it stops on this page at once, also for a beat that was on its way; should it ring anew later, it rings. */
  drop(callId: string): void {
    this.#answered.add(callId)
    this.#rows = this.#rows.filter((ring) => ring.call_id !== callId)
  }

  clear(): void {
    this.#rows = []
  }

  at(now = performance.now()): readonly Ringing[] {
    return this.#rows.filter((ring) => ring.until > now)
  }

  once(): void {
    this.#tone.start(false)
  }

  /** Rings for these calls and no others; says whether what sounds has changed. */
  soundFor(rings: readonly Ringing[]): boolean {
    const before = this.sounding.join()
    if (rings.length > 0 && this.#rung.length === 0) this.#tone.start()
    if (rings.length === 0 && this.#rung.length > 0) this.#tone.stop()
    this.#rung = rings.map((ring) => ring.call_id)
    return this.sounding.join() !== before
  }

  /** What really sounds: nothing, while the browser keeps this page silent. */
  get sounding(): readonly string[] {
    return this.#rung.length > 0 && this.#tone.sounds ? this.#rung : []
  }
}
