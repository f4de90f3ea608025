// <parley-level-meter label> draws how loud a voice has been over the last moments. `level` is asked, never told.
import { css, html } from 'lit'
import { Asking, base, define } from './element.ts'

const BARS = 28
const STEP_MS = 60

export class LevelMeter extends Asking {
  static override properties = { label: {}, level: { attribute: false } }
  declare label: string
  declare level: () => number
  readonly #heights: number[] = new Array(BARS).fill(0)
  #timer: ReturnType<typeof setInterval> | undefined
  #steps = 0

  static override styles = [
    base,
    css`
      :host { display: grid; gap: 4px; }
      canvas { width: 100%; height: 32px; display: block; border-radius: 8px; background: var(--soft); color: var(--good); }
      span { font-size: 13px; color: var(--quiet); }
    `,
  ]

  constructor() {
    super()
    this.label = ''
    this.level = () => 0
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#timer = setInterval(() => this.#step(), STEP_MS)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.#timer)
  }

  override render() {
    return html`
      <span id="name">${this.label}</span>
      <canvas part="meter" width="280" height="64" role="meter" aria-labelledby="name"
        aria-valuemin="0" aria-valuemax="100" aria-valuenow="0"></canvas>`
  }

  #step(): void {
    const canvas = this.renderRoot.querySelector('canvas')
    if (!canvas || document.hidden) return
    this.#heights.shift()
    this.#heights.push(this.level())
    this.#steps += 1
    const loudest = Math.max(...this.#heights.slice(-6))
    if (this.#steps % 6 === 0) canvas.setAttribute('aria-valuenow', String(Math.round(loudest * 100)))
    const draw = canvas.getContext('2d')
    if (!draw) return
    draw.clearRect(0, 0, canvas.width, canvas.height)
    draw.fillStyle = getComputedStyle(canvas).color
    const width = canvas.width / BARS
    this.#heights.forEach((height, i) => {
      const tall = Math.max(4, height * (canvas.height - 12))
      draw.fillRect(i * width + 2, (canvas.height - tall) / 2, width - 4, tall)
    })
  }
}
define('parley-level-meter', LevelMeter)
