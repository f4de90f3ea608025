// Signalling without a network: what a test says on a topic is heard at once, unless it is made deaf.
import type { Ear, Signalling } from './signalling.ts'

export class MemorySignalling implements Signalling {
  readonly #ears = new Map<string, Set<Ear>>()
  deaf = false

  listen(topic: string, ear: Ear): () => void {
    const ears = this.#ears.get(topic) ?? new Set()
    this.#ears.set(topic, ears.add(ear))
    queueMicrotask(() => {
      ear.joined()
      ear.ready?.()
    })
    return () => ears.delete(ear)
  }

  say(topic: string, event: string, payload: unknown): void {
    if (this.deaf) return
    for (const ear of this.#ears.get(topic) ?? []) ear.heard(event, structuredClone(payload))
  }

  wake(): void {}

  close(): void {
    this.#ears.clear()
  }
}
