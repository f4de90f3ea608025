// What a desk keeps and shows besides the call itself: lists, notes, the team and its hours, the owner's report.
import type { Desk } from '../api/desk.ts'
import type { ReliabilityDesk } from '../api/reliability.ts'
import { crewOf, listsOf, noteOf, reportOf } from './asking.ts'
import { Crew } from './crew.ts'
import { Lists } from './lists.ts'
import { Notes } from './notes.ts'
import { Report } from './report.ts'

export class Papers {
  readonly lists: Lists
  readonly crew: Crew
  readonly notes: Notes
  readonly report: Report

  constructor(desk: Desk, reliability: ReliabilityDesk, changed: () => void) {
    this.lists = new Lists(listsOf(desk), changed)
    this.crew = new Crew(crewOf(desk), changed)
    this.notes = new Notes(noteOf(desk), changed)
    this.report = new Report(reportOf(reliability), changed)
  }

  /** The call that a note is about; it may have been begun before a reload. */
  about(callId: string | undefined): void {
    if (callId) this.notes.about(callId, this.lists.ownNote(callId))
  }

  async block(callId: string, on: boolean): Promise<void> {
    await this.lists.block(callId, on)
    await this.crew.refresh()
  }

  isBlocked(callId: string): boolean {
    return this.lists.blocked.get(callId) ?? this.lists.call(callId)?.blocked ?? false
  }

  async close(): Promise<void> {
    this.crew.watch(false)
    await this.notes.flush()
  }
}
