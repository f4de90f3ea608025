// The sounds that the page itself makes, as one buffer each: a hidden page's timers sleep, a buffer loops by itself.
import { type Chosen, chosen } from './devices.ts'
import { audioContext } from './level.ts'

export interface Sound {
  /** Length of one round. */
  readonly seconds: number
  /** When its bursts begin, and how long each is. */
  readonly bursts: readonly number[]
  readonly burstSeconds: number
  readonly hertz: readonly number[]
  readonly volume: number
}

/** A desk that rings. */
export const RING: Sound = {
  seconds: 3,
  bursts: [0, 0.6],
  burstSeconds: 0.4,
  hertz: [523, 659],
  volume: 0.12,
}
/** What a caller hears while it rings at the other end (ITU-T E.180: 425 Hz). */
export const RINGBACK: Sound = { seconds: 5, bursts: [0], burstSeconds: 1, hertz: [425], volume: 0.08 }
/** What a person tests the loudspeaker with. */
export const TEST: Sound = {
  seconds: 1.5,
  bursts: [0, 0.5, 1],
  burstSeconds: 0.35,
  hertz: [523, 784],
  volume: 0.15,
}

const render = (audio: AudioContext, sound: Sound): AudioBuffer => {
  const buffer = audio.createBuffer(1, audio.sampleRate * sound.seconds, audio.sampleRate)
  const samples = buffer.getChannelData(0)
  for (const begin of sound.bursts)
    for (let i = 0; i < sound.burstSeconds * audio.sampleRate; i++) {
      const t = i / audio.sampleRate
      const fade = Math.min(1, t * 40, (sound.burstSeconds - t) * 40)
      const tone = sound.hertz.reduce((sum, hz) => sum + Math.sin(2 * Math.PI * hz * t), 0)
      samples[Math.floor(begin * audio.sampleRate) + i] = sound.volume * fade * tone
    }
  return buffer
}

type Sinkable = AudioContext & { setSinkId?(id: string): Promise<void> }

export class Player {
  readonly #sound: Sound
  readonly #device: Chosen
  #source: AudioBufferSourceNode | null = null

  /** @param device which of the chosen devices it is heard on */
  constructor(sound: Sound, device: Chosen = 'speaker') {
    this.#sound = sound
    this.#device = device
  }

  /** Whether it can really be heard: a browser may keep a page silent until it is tapped. */
  get sounds(): boolean {
    return this.#source !== null && audioContext().state === 'running'
  }

  start(loop = true): void {
    this.stop()
    const audio: Sinkable = audioContext()
    void audio.setSinkId?.(chosen(this.#device) ?? '').catch(() => undefined)
    const source = audio.createBufferSource()
    source.buffer = render(audio, this.#sound)
    source.loop = loop
    source.connect(audio.destination)
    source.onended = () => {
      if (this.#source === source) this.#source = null
    }
    source.start()
    this.#source = source
  }

  stop(): void {
    this.#source?.stop()
    this.#source?.disconnect()
    this.#source = null
  }
}
