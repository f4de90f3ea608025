// One person's calls on a page without our elements: at most one at a time, and whoever is interested is told of each change.
import type { CallSession } from '../session.ts'

export interface Incoming {
  readonly callId: string
  readonly name: string | null
}

export interface Line {
  /** The call of now, or the last one, for how it ended. */
  readonly session: CallSession | null
  /** What rings, for an agent. */
  readonly incoming: readonly Incoming[]
  /** Grows with each change: what a store compares. */
  readonly version: number
  subscribe(watcher: () => void): () => void
  /** A visitor calls. From a press: browsers want one before sound. */
  place(sessionId: string | null): void
  /** An agent takes the call that rings. */
  accept(callId: string): void
}

export class Calls {
  readonly #watchers = new Set<() => void>()
  session: CallSession | null = null
  version = 0

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  get isBusy(): boolean {
    return this.session !== null && this.session.status !== 'ended'
  }

  protected begin(session: CallSession): CallSession {
    this.session = session
    session.subscribe(() => this.changed())
    this.changed()
    return session
  }

  protected changed(): void {
    this.version += 1
    for (const watcher of [...this.#watchers]) watcher()
  }
}
