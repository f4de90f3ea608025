// What the desk's parts ask of the database, as they want it told: null where nobody could be asked.
import type { Desk } from '../api/desk.ts'
import type { Answer } from '../api/http.ts'
import type { ReliabilityDesk } from '../api/reliability.ts'
import type { CrewPort } from './crew.ts'
import type { ListsPort } from './lists.ts'
import type { ReportPort } from './report.ts'

const ROWS = 20

const orNull = <T>(answer: Answer<T>): T | null => (answer.is === 'ok' ? answer.value : null)

export const listsOf = (desk: Desk): ListsPort => ({
  history: async (wanted, before) => orNull(await desk.history(wanted, before, ROWS)),
  callbacks: async () => orNull(await desk.callbacks(null, ROWS)),
  resolve: async (id) => (await desk.resolveCallback(id)).is === 'ok',
  block: async (callId, on) => orNull(await desk.block(callId, on))?.blocked ?? null,
})

export const crewOf = (desk: Desk): CrewPort => ({
  team: async () => orNull(await desk.team()),
  setHours: async (hours) => {
    const answer = await desk.setHours(hours)
    return answer.is === 'refused' ? answer.refusal.refused : orNull(answer)
  },
})

export const noteOf =
  (desk: Desk) =>
  async (callId: string, text: string): Promise<boolean> =>
    (await desk.note(callId, text)).is === 'ok'

export const reportOf = (desk: ReliabilityDesk): ReportPort => ({
  report: async (period) => orNull(await desk.report(period)),
  calls: async (period, before) => orNull(await desk.calls(period, before)),
  // Refused: somebody was quicker, or it is premium already; the report says so.
  requestPremium: async (note) => ['ok', 'refused'].includes((await desk.requestPremium(note)).is),
  setProbes: async (on) => orNull(await desk.setProbes(on))?.relay_probes ?? null,
})
