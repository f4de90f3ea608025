// The sound of a ringing desk: one buffer that loops by itself, since a hidden page's timers sleep.
import { audioContext } from './level.ts'

const SECONDS = 3
const BURSTS = [0, 0.6]
const BURST_SECONDS = 0.4
const TONES = [523, 659]

const cadence = (audio: AudioContext): AudioBuffer => {
  const buffer = audio.createBuffer(1, audio.sampleRate * SECONDS, audio.sampleRate)
  const samples = buffer.getChannelData(0)
  for (const begin of BURSTS)
    for (let i = 0; i < BURST_SECONDS * audio.sampleRate; i++) {
      const t = i / audio.sampleRate
      const fade = Math.min(1, t * 40, (BURST_SECONDS - t) * 40)
      const tone = TONES.reduce((sum, hz) => sum + Math.sin(2 * Math.PI * hz * t), 0)
      samples[Math.floor(begin * audio.sampleRate) + i] = 0.12 * fade * tone
    }
  return buffer
}

export class Ring {
  #source: AudioBufferSourceNode | null = null

  /** Whether it can really be heard: a browser may keep a page silent until it is tapped. */
  get sounds(): boolean {
    return this.#source !== null && audioContext().state === 'running'
  }

  start(loop = true): void {
    this.stop()
    const audio = audioContext()
    const source = audio.createBufferSource()
    source.buffer = cadence(audio)
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
