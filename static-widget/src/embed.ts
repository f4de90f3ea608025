// The only script a page loads before the first tap: <parley-call tenant="…"> with a button, if anybody can be called.
//   <script type="module" src="https://widget.example/embed.js" data-tenant="pk_…"></script>
// The rest comes on the tap, or at once where this page was in a call a moment ago (a reload).
import { loadConfig } from './api/config.ts'
import type { HostToken } from './api/visitor.ts'
import { type Config, canCall } from './call/config.ts'
import { wasInCall } from './left.ts'
import { CallButton } from './ui/call-button.ts'
import { embedTexts } from './ui/texts/embed/all.ts'
import { type Language, pickLanguage } from './ui/texts/languages.ts'
import type { VisitorCall } from './visitor.ts'

/** As fresh as the shared cache answers while nobody can be called, now and then while somebody can. */
const LOOK_AGAIN_MS = { unavailable: 15_000, idle: 60_000 }
const here = import.meta.url

/** Attributes for styling and tests: state, data-call-id, data-devices, data-reason, data-session-id. Event: parley-state. */
export class ParleyCall extends HTMLElement {
  readonly #root = this.attachShadow({ mode: 'open' })
  readonly #button = new CallButton()
  #config: Config | null = null
  /** For a page whose visitors have chat sessions of its own: brings its backend's signed word. */
  hostToken: HostToken | null = null
  #call: VisitorCall | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.#button.hidden = true
    const sheet = new CSSStyleSheet()
    // An inline button keeps its room from the start, so that nothing moves when it comes.
    sheet.replaceSync(':host([inline]) { display: block; min-block-size: 48px; }')
    this.#root.adoptedStyleSheets = [sheet]
    this.#root.append(this.#button)
    this.#root.addEventListener('call-place', () => void this.#tapped())
  }

  connectedCallback(): void {
    void this.#begin()
    document.addEventListener('visibilitychange', this.#wake)
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer)
    document.removeEventListener('visibilitychange', this.#wake)
    this.#call?.dispose()
    this.#call = null
  }

  readonly #wake = (): void => {
    if (!document.hidden) void this.#look()
  }

  get #tenant(): string {
    return this.getAttribute('tenant') ?? ''
  }

  /** As the page is written, not as the browser is set: the panel belongs to the page. */
  get #language(): Language {
    const near = this.closest('[lang]')
    return pickLanguage([near?.getAttribute('lang'), ...navigator.languages])
  }

  async #begin(): Promise<void> {
    if (new URL(location.href).searchParams.get('parley') === 'doctor') void this.#examine()
    await this.#look()
    const left = this.isConnected ? wasInCall(this.#tenant) : null
    if (left === null || this.#config === null) return
    await this.#load()
    this.#call?.resume(left.callId, left.muted)
  }

  /** For whoever builds the page: what keeps calls from working here, and what to do about it. */
  async #examine(): Promise<void> {
    const { examine } = await import('./doctor.ts')
    await examine(this, this.getAttribute('base') ?? here, this.#tenant)
  }

  async #look(): Promise<void> {
    this.#config = (await loadConfig(this.getAttribute('base') ?? here, this.#tenant)) ?? this.#config
    if (!this.isConnected) return
    clearTimeout(this.#timer)
    const ready = this.#config !== null && canCall(this.#config)
    const texts = embedTexts[this.#language]
    this.#button.setAttribute('label', ready ? (this.getAttribute('label') ?? texts.call) : texts.message)
    this.#button.setAttribute('for', ready ? 'call' : 'message')
    this.#button.toggleAttribute('inline', this.hasAttribute('inline'))
    this.#timer = setTimeout(this.#wake, LOOK_AGAIN_MS[ready ? 'idle' : 'unavailable'])
    if (this.#call?.isOpen) return
    const message = this.#config?.features.voice_enabled && this.getAttribute('offline') !== 'hide'
    this.#button.hidden = !ready && !message
    this.setAttribute('state', ready ? 'idle' : 'unavailable')
  }

  /** Presses the button from the page's own code. */
  place(): Promise<void> {
    return this.#tapped()
  }

  hangUp(): void {
    this.#call?.session?.hangUp()
  }

  mute(on: boolean): void {
    this.#call?.session?.mute(on)
  }

  async #tapped(): Promise<void> {
    performance.mark('parley-tap')
    // Made inside the tap: some browsers let only such an element play later.
    const audio = document.createElement('audio')
    if (!(await this.#load(audio))) return
    const cannot = !('RTCPeerConnection' in window)
    if (!cannot && this.#config && canCall(this.#config)) this.#call?.place()
    else this.#call?.leaveMessage(cannot)
  }

  async #load(audio = document.createElement('audio')): Promise<boolean> {
    if (this.#config === null) return false
    if (this.#call !== null) return true
    audio.autoplay = true
    audio.setAttribute('playsinline', '')
    this.#root.append(audio)
    this.#button.toggleAttribute('busy', true)
    this.#button.removeAttribute('problem')
    try {
      const [{ VisitorCall }, texts] = await Promise.all([
        import('./visitor.ts'),
        import(/* @vite-ignore */ new URL(`texts/visitor-${this.#language}.js`, here).href),
      ])
      // The page has taken the button away meanwhile: nothing may ring or listen that nobody sees.
      if (!this.isConnected) {
        audio.remove()
        return false
      }
      VisitorCall.speak({ language: this.#language, ...texts })
      this.#call ??= new VisitorCall(
        this,
        this.#root,
        this.#button,
        audio,
        this.#config,
        this.#tenant,
        this.hostToken,
      )
      return true
    } catch {
      audio.remove()
      this.#button.setAttribute('problem', embedTexts[this.#language].failed)
      return false
    } finally {
      this.#button.toggleAttribute('busy', false)
    }
  }
}

const start = (): void => {
  if (customElements.get('parley-call')) return
  customElements.define('parley-call-button', CallButton)
  customElements.define('parley-call', ParleyCall)
  for (const script of document.querySelectorAll<HTMLScriptElement>('script[data-tenant]')) {
    if (script.src !== here) continue
    const element = document.createElement('parley-call')
    element.setAttribute('tenant', script.dataset['tenant'] ?? '')
    if (script.dataset['label']) element.setAttribute('label', script.dataset['label'])
    document.body.append(element)
  }
}
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start)
else start()
