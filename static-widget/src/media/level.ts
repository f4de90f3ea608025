// How loud a stream is right now, from its samples. For looking at only: playback never goes through Web Audio, which would
// bypass the browser's echo canceller.
import type { Meter } from './media.ts'

let context: AudioContext | null = null

/** One context for the page, made (and woken) by whoever handles a tap. */
export const audioContext = (): AudioContext => {
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume().catch(() => undefined)
  return context
}

export const meter = (stream: MediaStream): Meter => {
  const audio = audioContext()
  const source = audio.createMediaStreamSource(stream)
  const analyser = audio.createAnalyser()
  analyser.fftSize = 1024
  source.connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples)
      let energy = 0
      for (const x of samples) energy += x * x
      const db = 10 * Math.log10(energy / samples.length + 1e-10)
      // -60 dB and below is nothing to see, -12 dB fills the meter.
      return Math.min(1, Math.max(0, (db + 60) / 48))
    },
    close: () => source.disconnect(),
  }
}
