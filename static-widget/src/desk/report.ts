// The owner's report: read when somebody looks, for the period they choose.
import type { Period, Reliability, ReliabilityCall } from '../call/reliability.ts'
import { csvOf } from './csv.ts'

/** Null and false: nobody could be asked. */
export interface ReportPort {
  report(period: Period): Promise<Reliability | null>
  /** @param before "at" of the last call seen */
  calls(
    period: Period,
    before: string | null,
  ): Promise<{ readonly calls: readonly ReliabilityCall[]; readonly more: boolean } | null>
  requestPremium(note: string): Promise<boolean>
  setProbes(on: boolean): Promise<boolean | null>
}

export type ReportState = 'idle' | 'loading' | 'failed'

const DAY_MS = 86_400_000

/** Whole days of UTC, today's included. */
export const lastDays = (days: number, now = Date.now()): Period => {
  const tomorrow = (Math.floor(now / DAY_MS) + 1) * DAY_MS
  return { from: new Date(tomorrow - days * DAY_MS).toISOString(), to: new Date(tomorrow).toISOString() }
}

export class Report {
  readonly #port: ReportPort
  readonly #changed: () => void
  #asked = 0
  days = 30
  state: ReportState = 'idle'
  asking: 'idle' | 'asking' | 'failed' = 'idle'
  exporting = false
  report: Reliability | null = null

  constructor(port: ReportPort, changed: () => void) {
    this.#port = port
    this.#changed = changed
  }

  async read(days = this.days): Promise<void> {
    this.#asked += 1
    const mine = this.#asked
    this.days = days
    this.state = 'loading'
    this.#changed()
    const report = await this.#port.report(lastDays(days))
    if (mine !== this.#asked) return
    this.state = report ? 'idle' : 'failed'
    this.report = report ?? this.report
    this.#changed()
  }

  async requestPremium(note: string): Promise<void> {
    this.asking = 'asking'
    this.#changed()
    this.asking = (await this.#port.requestPremium(note)) ? 'idle' : 'failed'
    await this.read()
  }

  async setProbes(on: boolean): Promise<void> {
    const relay_probes = await this.#port.setProbes(on)
    if (relay_probes !== null && this.report)
      this.report = { ...this.report, plan: { ...this.report.plan, relay_probes } }
    this.#changed()
  }

  /** All calls of the period as CSV (RFC 4180); null when they could not all be had. */
  async csv(): Promise<string | null> {
    this.exporting = true
    this.#changed()
    const calls = await this.#all()
    this.exporting = false
    if (calls === null) this.state = 'failed'
    this.#changed()
    return calls && csvOf(calls)
  }

  async #all(): Promise<ReliabilityCall[] | null> {
    const period = lastDays(this.days)
    const all: ReliabilityCall[] = []
    for (;;) {
      const page = await this.#port.calls(period, all.at(-1)?.at ?? null)
      if (page === null) return null
      all.push(...page.calls)
      if (!page.more || page.calls.length === 0) return all
    }
  }
}
