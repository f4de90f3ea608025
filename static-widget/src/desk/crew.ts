// Who of the team is there, and when it is open: read while somebody looks at it.
import type { Hours, Opening, Team } from '../call/desk.ts'

export interface CrewPort {
  team(): Promise<Team | null>
  setHours(hours: Hours | null): Promise<Opening | string | null>
}

export type Saving = 'idle' | 'saving' | 'saved' | 'failed' | 'bad_hours' | 'not_an_owner'
const EVERY_MS = 5000

export class Crew {
  readonly #port: CrewPort
  readonly #changed: () => void
  #timer: ReturnType<typeof setInterval> | undefined
  team: Team | null = null
  /** When it was read, on this page's clock: what counts seconds counts on from here. */
  readAt = 0
  saving: Saving = 'idle'

  constructor(port: CrewPort, changed: () => void) {
    this.#port = port
    this.#changed = changed
  }

  watch(on: boolean): void {
    if (on === (this.#timer !== undefined)) return
    clearInterval(this.#timer)
    this.#timer = on ? setInterval(() => void this.read(), EVERY_MS) : undefined
    this.saving = 'idle'
    if (on) void this.read()
  }

  /** Something has changed that whoever looks should see. */
  async refresh(): Promise<void> {
    if (this.#timer !== undefined) await this.read()
  }

  async read(): Promise<void> {
    const team = await this.#port.team()
    if (team === null) return
    this.team = team
    this.readAt = performance.now()
    this.#changed()
  }

  /** What was said of the last saving holds no longer. */
  touched(): void {
    this.saving = 'idle'
    this.#changed()
  }

  async setHours(hours: Hours | null): Promise<void> {
    this.saving = 'saving'
    this.#changed()
    const answer = await this.#port.setHours(hours)
    if (answer === null) this.saving = 'failed'
    else if (answer === 'bad_hours' || answer === 'not_an_owner') this.saving = answer
    else if (typeof answer === 'string') this.saving = 'failed'
    else {
      this.saving = 'saved'
      if (this.team) this.team = { ...this.team, ...answer }
    }
    this.#changed()
  }
}
