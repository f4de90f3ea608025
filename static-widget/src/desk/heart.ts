// The page's end of the line to its worker: it says that it is alive, and hears what the beats and the pushes bring.
import type { Beat } from '../call/messages.ts'
import type { DeskPorts } from './ports.ts'
import type { SignOfLife, ToPage, ToWorker } from './words.ts'

export interface HeartEars {
  /** Asked before each beat. */
  alive(): Promise<Omit<SignOfLife, 'woken'>>
  beat(beat: Beat): void
  refused(refused: string): void
  /** Whether pushes come, besides beats. */
  joined(joined: boolean): void
  push(event: string, payload: unknown): void
  missed(): void
}

export class Heart {
  readonly #worker: Worker
  readonly #ears: HeartEars
  #woken = 0

  constructor(worker: Worker, ears: HeartEars, start: DeskPorts['start']) {
    this.#worker = worker
    this.#ears = ears
    worker.onmessage = ({ data }: MessageEvent<ToPage>) => void this.#hear(data)
    this.#tell({ say: 'start', ...start })
  }

  /** At once, and not when it is due. */
  beat(): void {
    this.#tell({ say: 'beat' })
  }

  /** The page may have been away: the socket is looked after. */
  wake(): void {
    this.#tell({ say: 'wake' })
  }

  /** The page stood still: a beat that waited for it meanwhile tells what was, and is not believed. */
  thaw(): void {
    this.#woken += 1
    this.wake()
  }

  stop(): void {
    this.#tell({ say: 'stop' })
  }

  end(): void {
    this.#worker.terminate()
  }

  async #hear(said: ToPage): Promise<void> {
    switch (said.say) {
      case 'alive?':
        return this.#tell({
          say: 'alive',
          to: said.n,
          sign: { ...(await this.#ears.alive()), woken: this.#woken },
        })
      case 'beat':
        return said.woken === this.#woken ? this.#ears.beat(said.beat) : undefined
      case 'refused':
        return this.#ears.refused(said.refused)
      case 'heard':
        return this.#ears.joined(said.joined)
      case 'push':
        return this.#ears.push(said.event, said.payload)
      case 'missed':
        return this.#ears.missed()
      default:
        return said satisfies never
    }
  }

  #tell(message: ToWorker): void {
    this.#worker.postMessage(message)
  }
}
