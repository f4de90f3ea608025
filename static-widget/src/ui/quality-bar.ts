// <parley-quality-bar quality> shows how good the line is: by bars, and by its name for those who do not see them.
import { css, html, nothing } from 'lit'
import type { Quality } from '../call/company.ts'
import { Asking, base, define } from './element.ts'
import { words } from './texts/words.ts'

const BARS: Record<Quality, number> = { poor: 1, fair: 2, good: 3 }

export class QualityBar extends Asking {
  static override properties = { quality: {} }
  static override styles = [
    base,
    css`
      :host { display: inline-block; }
      div { display: flex; gap: 2px; align-items: end; height: 16px; }
      i { width: 5px; height: 6px; border-radius: 2px; background: var(--soft); outline: 1px solid var(--quiet); outline-offset: -1px; }
      i:nth-child(2) { height: 11px; }
      i:nth-child(3) { height: 16px; }
      i.on { background: var(--good); outline-color: var(--good); }
      .poor i.on { background: var(--danger); outline-color: var(--danger); }
      @media (forced-colors: active) { i.on { background: CanvasText; forced-color-adjust: none; } }
    `,
  ]
  declare quality: Quality | null

  constructor() {
    super()
    this.quality = null
  }

  override render() {
    const { quality } = this
    if (quality === null) return nothing
    return html`<div class=${quality} role="img" aria-label=${words.call.quality[quality]} title=${words.call.quality[quality]}>
      ${[1, 2, 3].map((n) => html`<i class=${n <= BARS[quality] ? 'on' : ''}></i>`)}</div>`
  }
}
define('parley-quality-bar', QualityBar)
