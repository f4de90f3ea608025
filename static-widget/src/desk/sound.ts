// What an agent hears with: calls ring on one device (a loudspeaker), callers are heard on another (a headset).
import type { Device } from '../call/company.ts'
import { type Chosen, choose, chosen, devices, onDevices } from '../media/devices.ts'

export type Notifying = 'unavailable' | 'ask' | 'on' | 'blocked'

const NOTIFYING = { default: 'ask', granted: 'on', denied: 'blocked' } as const

export interface Trying {
  /** Plays the ring once, where it is chosen to be heard. */
  ring(): void
  /** Takes the chosen microphone, where one is taken. */
  reopen(): Promise<void>
}

export class Sound {
  readonly #trying: Trying
  readonly #changed: () => void
  microphones: readonly Device[] = []
  speakers: readonly Device[] = []

  constructor(trying: Trying, changed: () => void) {
    this.#trying = trying
    this.#changed = changed
    onDevices(() => void this.look())
  }

  get notifying(): Notifying {
    if (typeof Notification === 'undefined' || navigator.serviceWorker === undefined) return 'unavailable'
    return NOTIFYING[Notification.permission]
  }

  /** Whether the ring may go to another device than the page's other sounds. */
  get choosesRing(): boolean {
    return typeof AudioContext !== 'undefined' && 'setSinkId' in AudioContext.prototype
  }

  chosen(kind: Chosen): string {
    return chosen(kind) ?? ''
  }

  /** Browsers name devices only once the microphone has been taken. */
  async look(): Promise<void> {
    const { microphones, speakers } = await devices()
    this.microphones = microphones
    this.speakers = speakers
    this.#changed()
  }

  async choose(kind: Chosen, id: string): Promise<void> {
    choose(kind, id)
    if (kind === 'ring') this.#trying.ring()
    if (kind === 'microphone') await this.#trying.reopen()
    this.#changed()
  }

  try(): void {
    this.#trying.ring()
  }

  async askToNotify(): Promise<void> {
    await Notification.requestPermission()
    this.#changed()
  }
}
