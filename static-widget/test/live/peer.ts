// Media that needs no browser, and asks more of signalling than a browser would: it stands only when each side has the other's
// description and the end of its candidates, all of the same offer. A step of the set-up can be held up by whoever tests it.
import type { Ice } from '../../src/call/messages.ts'
import type { Signal } from '../../src/call/signals.ts'
import type { Media, PeerConnection, PeerEars } from '../../src/media/media.ts'
import { NOTHING } from '../../src/media/stats.ts'

export type Step = 'offer' | 'answer' | 'candidates'
export type AtStep = (step: Step) => Promise<void> | void

const GATHER_MS = 20
const SILENCE_MS = 300

/** Both ends of every pretend path, by the offer that began it: when one closes, the other hears nothing more. */
const paths = new Map<string, Set<LivePeer>>()
let made = 0

export class LiveMedia implements Media {
  readonly atStep: AtStep

  constructor(atStep: AtStep = () => undefined) {
    this.atStep = atStep
  }
  async microphone(): Promise<MediaStream> {
    return { getAudioTracks: () => [] } as unknown as MediaStream
  }
  release(): void {}
  peer(_polite: boolean, ears: PeerEars): PeerConnection {
    return new LivePeer(ears, this.atStep)
  }
  async probe(): Promise<null> {
    return null
  }
  async play(): Promise<boolean> {
    return true
  }
  hush(): void {}
  meter() {
    return { level: () => 0, close: () => undefined }
  }
}

class LivePeer implements PeerConnection {
  readonly #ears: PeerEars
  readonly #atStep: AtStep
  readonly #offer = `v=0 offer ${++made} ${crypto.randomUUID()}`
  #path = ''
  #described = false
  #gathered = false
  #up = false
  #closed = false

  constructor(ears: PeerEars, atStep: AtStep) {
    this.#ears = ears
    this.#atStep = atStep
  }

  async prepare(): Promise<string> {
    await this.#atStep('offer')
    this.#join(this.#offer)
    return this.#offer
  }

  async start(): Promise<void> {
    await this.#gather()
  }

  async connect(_ice: Ice, _stallMs: number, offers: boolean): Promise<void> {
    if (!offers) return
    this.#join(this.#offer)
    this.#ears.say({ type: 'offer', payload: { sdp: this.#offer } })
    await this.#gather()
  }

  apply(signal: Signal): void {
    if (signal.type === 'offer') void this.#answer(signal.payload.sdp)
    else if (signal.type === 'answer') this.#described = signal.payload.sdp === `answer to ${this.#offer}`
    else this.#gathered ||= signal.payload.candidates.length === 0
    this.#look()
  }

  speak(): void {}
  show(): void {}
  tell(): void {}
  adapt(): void {}
  fingerprints(): readonly string[] {
    return []
  }
  async line() {
    return { lost: 0, got: 0, rtt_ms: null, jitter_ms: null }
  }
  admit(): void {}
  async restart(): Promise<void> {}
  readonly carried = { sent: 0, received: 0 }

  async report() {
    return { ...NOTHING, connected: this.#up }
  }

  close(): void {
    this.#closed = true
    const both = paths.get(this.#path)
    both?.delete(this)
    for (const other of both ?? []) setTimeout(() => other.#fallSilent(), SILENCE_MS)
    if (both?.size === 0) paths.delete(this.#path)
  }

  #join(path: string): void {
    this.#path = path
    paths.set(path, (paths.get(path) ?? new Set()).add(this))
  }

  async #answer(offer: string): Promise<void> {
    await this.#atStep('answer')
    this.#join(offer)
    this.#described = true
    this.#ears.say({ type: 'answer', payload: { sdp: `answer to ${offer}` } })
    await this.#gather()
    this.#look()
  }

  /** Two signals, as a browser's page sends them: a first few, then the end. */
  async #gather(): Promise<void> {
    await this.#atStep('candidates')
    this.#ears.say({ type: 'candidate', payload: { candidates: [{ candidate: 'one', sdpMid: '0' }] } })
    setTimeout(() => this.#ears.say({ type: 'candidate', payload: { candidates: [] } }), GATHER_MS)
  }

  #look(): void {
    if (this.#up || this.#closed || !this.#described || !this.#gathered) return
    this.#up = true
    this.#ears.stream({} as MediaStream)
    this.#ears.media('up')
  }

  #fallSilent(): void {
    if (!this.#closed && this.#up) this.#ears.media('silent')
  }
}
