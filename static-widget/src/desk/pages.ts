// The desk's other pages: the team, the hours, and for owners how reliable the calls are.
import { html, nothing } from 'lit'
import '../ui/hours-editor.ts'
import '../ui/reliability-report.ts'
import '../ui/team-list.ts'
import type { DeskLine } from './line.ts'

const PAGES = ['calls', 'team', 'hours', 'reliability'] as const
export type Page = (typeof PAGES)[number]

export const pagesFor = (line: DeskLine): readonly Page[] =>
  PAGES.filter((page) => page !== 'reliability' || line.agent?.role === 'owner')

export const pageOf = (page: Exclude<Page, 'calls'>, line: DeskLine) => {
  switch (page) {
    case 'team':
      return html`<parley-team-list .team=${line.papers.crew.team} .readAt=${line.papers.crew.readAt} me=${line.agent?.id ?? ''}></parley-team-list>`
    case 'hours':
      return html`<parley-hours-editor .opening=${line.papers.crew.team} saving=${line.papers.crew.saving} ?owner=${line.agent?.role === 'owner'}
        @hours-touched=${() => line.papers.crew.touched()} @hours-save=${(e: CustomEvent) => line.papers.crew.setHours(e.detail.hours)}></parley-hours-editor>`
    case 'reliability':
      return reliability(line)
    default:
      page satisfies never
      return nothing
  }
}

const reliability = ({ papers: { report } }: DeskLine) => {
  if (report.report === null && report.state === 'idle') void report.read()
  return html`<parley-reliability-report .report=${report.report} state=${report.state} asking=${report.asking} days=${report.days}
    ?exporting=${report.exporting}
    @report-days=${(e: CustomEvent) => report.read(e.detail.days)}
    @report-probes=${(e: CustomEvent) => report.setProbes(e.detail.on)}
    @report-premium=${(e: CustomEvent) => report.requestPremium(e.detail.note)}
    @report-export=${async () => save(await report.csv())}></parley-reliability-report>`
}

/** Hands a file to the browser's downloads. */
const save = (csv: string | null): void => {
  if (csv === null) return
  const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: 'parley-calls.csv' })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
