// One meter for each stream that somebody looks at, made when they first do.
import type { Media, Meter } from './media/media.ts'

export class Meters {
  readonly #media: Media
  readonly #meters = new Map<MediaStream, Meter>()

  constructor(media: Media) {
    this.#media = media
  }

  level(of: MediaStream): number {
    const meter = this.#meters.get(of) ?? this.#media.meter(of)
    this.#meters.set(of, meter)
    return meter.level()
  }

  forget(stream: MediaStream): void {
    this.#meters.get(stream)?.close()
    this.#meters.delete(stream)
  }

  close(): void {
    for (const stream of [...this.#meters.keys()]) this.forget(stream)
  }
}
