// What goes on around a visitor's call: it sounds while it rings, the screen stays on, and the host page is told.
import { Awake } from './media/awake.ts'
import { Player, RINGBACK, TEST } from './media/sounds.ts'
import type { CallSession } from './session.ts'
import { reasonWord } from './ui/end-card.ts'

export class Around {
  readonly #host: HTMLElement
  readonly #ringback = new Player(RINGBACK)
  readonly #tone = new Player(TEST)
  readonly #awake = new Awake()
  #sounds = false

  constructor(host: HTMLElement) {
    this.#host = host
  }

  testTone(): void {
    this.#tone.start(false)
  }

  back(): void {
    void this.#awake.again()
  }

  follow(session: CallSession): void {
    const { status } = session
    const { devices, muted } = session.getState()
    // As honest as the count: nothing sounds before somebody's device says that it rings.
    const rings = status === 'ringing' && devices > 0
    if (rings !== this.#sounds) rings ? this.#ringback.start() : this.#ringback.stop()
    this.#sounds = rings
    if (status === 'connected') {
      this.#awake.begin({ mute: () => session.mute(!session.getState().muted), hangUp: session.hangUp })
      this.#awake.microphone(!muted)
    }
    if (status === 'ended') this.#awake.end()
    this.#tell(session)
  }

  /** Everything a style sheet, a host page or a test may want to know, on the element itself. */
  #tell(session: CallSession): void {
    const { callId, devices, ending, generation, muted } = session.getState()
    const { status } = session
    this.#host.setAttribute('state', status)
    const data = this.#host.dataset
    data['callId'] = callId ?? ''
    data['devices'] = String(devices)
    data['reason'] = ending ? reasonWord(ending) : ''
    const detail = { status, callId, devices, generation, ending, muted }
    this.#host.dispatchEvent(new CustomEvent('parley-state', { bubbles: true, composed: true, detail }))
  }
}
