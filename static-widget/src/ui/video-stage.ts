// <parley-video-stage .remote .local> shows the other side's picture large and ours small. Loaded when there is a picture.
// Sound never comes from here: that is the one audio element's business. Ask: call-flip.
import { css, html, nothing } from 'lit'
import { Asking, base, define } from './element.ts'
import { words } from './texts/words.ts'

type Phone = HTMLVideoElement & { webkitEnterFullscreen?(): void }

export class VideoStage extends Asking {
  static override properties = {
    remote: { attribute: false },
    local: { attribute: false },
    flips: { type: Boolean },
    mirrored: { type: Boolean },
    full: { state: true },
  }
  static override styles = [
    base,
    css`
      .stage { position: relative; border-radius: 12px; overflow: hidden; background: #0b1018; aspect-ratio: 4 / 3; }
      :host(:fullscreen) .stage, .stage:fullscreen { border-radius: 0; aspect-ratio: auto; width: 100%; height: 100%; }
      video { width: 100%; height: 100%; object-fit: contain; display: block; }
      .own { position: absolute; inset-block-end: 10px; inset-inline-end: 10px; width: 28%; border-radius: 8px; overflow: hidden;
        box-shadow: 0 2px 8px rgb(0 0 0 / .5); background: #000; }
      .own.alone { position: static; width: 100%; height: 100%; border-radius: 0; }
      .mirrored video { transform: scaleX(-1); }
      .tools { position: absolute; inset-block-start: 8px; inset-inline-end: 8px; display: flex; gap: 6px; }
      .tools button { min-height: 36px; padding: 4px 10px; font-size: 13px; background: rgb(11 16 24 / .8); color: #fff; }
    `,
  ]
  declare remote: MediaStream | null
  declare local: MediaStream | null
  declare flips: boolean
  declare mirrored: boolean
  declare full: boolean

  constructor() {
    super()
    this.remote = null
    this.local = null
    this.flips = false
    this.mirrored = false
    this.full = false
    this.addEventListener('fullscreenchange', () => {
      this.full = this.shadowRoot?.fullscreenElement !== null
    })
  }

  override render() {
    const t = words.call.video
    return html`<div class="stage" part="video" @fullscreenchange=${this.#changed}>
      ${this.remote ? this.#video('remote', t.others, this.remote) : nothing}
      ${
        this.local
          ? html`<div class="own ${this.remote ? '' : 'alone'} ${this.mirrored ? 'mirrored' : ''}">${this.#video('local', t.own, this.local)}</div>`
          : nothing
      }
      <div class="tools">
        ${this.flips ? html`<button id="flip" @click=${() => this.ask('call-flip')}>${t.switchCamera}</button>` : nothing}
        <button id="full" aria-pressed=${this.full} @click=${this.#toggle}>${this.full ? t.leaveFullScreen : t.fullScreen}</button>
      </div>
    </div>`
  }

  #video(id: string, label: string, stream: MediaStream) {
    return html`<video id=${id} aria-label=${label} autoplay playsinline .muted=${true} .srcObject=${stream}></video>`
  }

  /** After a phone has put the page away, pictures stand still until they are told to go on. */
  override updated(): void {
    for (const video of this.renderRoot.querySelectorAll('video'))
      if (video.paused) void video.play().catch(() => undefined)
  }

  #changed(): void {
    this.full = this.shadowRoot?.fullscreenElement !== null
  }

  #toggle(): void {
    const stage = this.renderRoot.querySelector('.stage')
    if (this.full) void document.exitFullscreen()
    else if (stage?.requestFullscreen) void stage.requestFullscreen().catch(() => undefined)
    else this.renderRoot.querySelector<Phone>('video')?.webkitEnterFullscreen?.()
  }
}
define('parley-video-stage', VideoStage)
