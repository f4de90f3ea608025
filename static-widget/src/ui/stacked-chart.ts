// <parley-stacked-chart .bars .kinds label> draws days as stacked bars, to the pixel of its own width; the same figures as a table on demand.
import { css, html, nothing, svg } from 'lit'
import { Asking, base, define } from './element.ts'
import { moment, words } from './texts/words.ts'

export interface Bar {
  readonly at: string
  readonly values: Readonly<Record<string, number>>
}
export interface Kind {
  readonly key: string
  readonly label: string
  /** Which of the six colours. */
  readonly colour: number
}

const HEIGHT = 200
const LEFT = 40
const BOTTOM = 24
const TOP = 8

/** A round number at or above n: 1, 2 or 5 times a power of ten. */
export const roundUp = (n: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, n)))
  return ([1, 2, 5, 10].find((step) => step * power >= n) ?? 10) * power
}

export class StackedChart extends Asking {
  static override properties = {
    bars: { attribute: false },
    kinds: { attribute: false },
    label: {},
    width: { state: true },
  }
  declare bars: readonly Bar[]
  declare kinds: readonly Kind[]
  declare label: string
  declare width: number
  #observer: ResizeObserver | null = null

  static override styles = [
    base,
    css`
      :host { display: grid; grid-template-columns: minmax(0, 1fr); gap: 10px; --c0: light-dark(#1f6f43, #5ccf93); --c1: light-dark(#8a6a00, #f0c64a);
        --c2: light-dark(#6b7488, #97a2b8); --c3: light-dark(#c42b2b, #ff7a7a); --c4: light-dark(#7a3cc4, #c39bff);
        --c5: light-dark(#1f5eff, #7fa4ff); }
      .frame { direction: ltr; width: 100%; min-width: 0; }
      svg { display: block; width: 100%; height: ${HEIGHT}px; overflow: visible; }
      text { font-size: 12px; fill: var(--quiet); font-family: inherit; }
      line { stroke: var(--soft); }
      ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: 14px; }
      .key { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin-inline-end: 6px; }
      rect, .key { forced-color-adjust: none; }
      .c0 { fill: var(--c0); background: var(--c0); } .c1 { fill: var(--c1); background: var(--c1); }
      .c2 { fill: var(--c2); background: var(--c2); } .c3 { fill: var(--c3); background: var(--c3); }
      .c4 { fill: var(--c4); background: var(--c4); } .c5 { fill: var(--c5); background: var(--c5); }
      summary { cursor: pointer; color: var(--quiet); font-size: 14px; padding: 6px 0; }
      .scroll, .scroll * { box-sizing: border-box; }
      .scroll { overflow: auto; max-height: 320px; }
      table { border-collapse: collapse; font-size: 14px; }
      th, td { padding: 4px 10px; text-align: end; border-bottom: 1px solid var(--soft); white-space: nowrap; }
      th:first-child { text-align: start; }
    `,
  ]

  constructor() {
    super()
    this.bars = []
    this.kinds = []
    this.label = ''
    this.width = 640
  }

  override firstUpdated(): void {
    const frame = this.renderRoot.querySelector('.frame')
    if (!frame || typeof ResizeObserver === 'undefined') return
    this.#observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) this.width = Math.round(entry.contentRect.width)
    })
    this.#observer.observe(frame)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#observer?.disconnect()
  }

  override render() {
    const totals = this.kinds.map(({ key }) =>
      this.bars.reduce((sum, bar) => sum + (bar.values[key] ?? 0), 0),
    )
    const shown = this.kinds
      .map((kind, i) => ({ ...kind, total: totals[i] ?? 0 }))
      .filter((kind) => kind.total > 0)
    return html`
      <div class="frame">${this.#draw(shown)}</div>
      <ul>${shown.map((kind) => html`<li><span class="key c${kind.colour}"></span>${kind.label} <span class="quiet">${new Intl.NumberFormat(words.language).format(kind.total)}</span></li>`)}</ul>
      <details><summary>${words.desk.report.asTable}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${this.label}><table>
          <thead><tr><th scope="col">${words.desk.report.day}</th>${shown.map((kind) => html`<th scope="col">${kind.label}</th>`)}</tr></thead>
          <tbody>${this.bars.map((bar) => html`<tr><th scope="row">${day(bar.at)}</th>${shown.map((kind) => html`<td>${bar.values[kind.key] ?? 0}</td>`)}</tr>`)}</tbody>
        </table></div></details>`
  }

  #draw(kinds: readonly (Kind & { total: number })[]) {
    const { width } = this
    const sums = this.bars.map((bar) => kinds.reduce((sum, { key }) => sum + (bar.values[key] ?? 0), 0))
    const top = roundUp(Math.max(1, ...sums))
    const y = (n: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - n / top)
    const step = (width - LEFT) / Math.max(1, this.bars.length)
    const thick = Math.max(1, Math.min(28, step - Math.min(4, step * 0.25)))
    const said = kinds.map((kind) => `${kind.label} ${kind.total}`).join(', ')
    const every = Math.max(1, Math.ceil(64 / step))
    const ticks = top === 1 ? [0, 1] : [0, top / 2, top]
    return svg`<svg role="img" aria-label=${`${this.label}: ${said}`} viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none">
      ${ticks.map(
        (n) => svg`<line x1=${LEFT} x2=${width} y1=${y(n)} y2=${y(n)}></line>
          <text x=${LEFT - 6} y=${y(n) + 4} text-anchor="end">${new Intl.NumberFormat(words.language).format(n)}</text>`,
      )}
      ${this.bars.map((bar, i) => {
        const x = LEFT + i * step + (step - thick) / 2
        let below = 0
        const parts = kinds.map(({ key, colour }) => {
          const n = bar.values[key] ?? 0
          if (n === 0) return nothing
          below += n
          return svg`<rect x=${x} y=${y(below)} width=${thick} height=${Math.max(1, y(below - n) - y(below) - (thick > 4 ? 1 : 0))} class="c${colour}"></rect>`
        })
        const label = i % every === 0 && x < width - 24
        return svg`<g><title>${day(bar.at)}: ${sums[i]}</title>${parts}</g>
          ${label ? svg`<text x=${x + thick / 2} y=${HEIGHT - 6} text-anchor=${i === 0 ? 'start' : 'middle'}>${short(bar.at)}</text>` : nothing}`
      })}
    </svg>`
  }
}
define('parley-stacked-chart', StackedChart)

const day = (at: string): string => moment(at, { dateStyle: 'medium', timeZone: 'UTC' })
/** On an axis that runs from left to right, whatever the language: without its marks of direction. */
const short = (at: string): string =>
  moment(at, { day: 'numeric', month: 'numeric', timeZone: 'UTC' }).replace(/[\u200e\u200f]/g, '')
