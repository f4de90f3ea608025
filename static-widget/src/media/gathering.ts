// What a peer connection gathers, from which servers, and what of it is told: one object per connection, one round per description.
import type { Ice } from '../call/messages.ts'
import type { Saying } from '../call/signals.ts'
import { Candidates } from './candidates.ts'
import { hideCandidate, hideDescription } from './hiding.ts'
import type { PeerEars } from './media.ts'
import { Relays } from './relays.ts'

type Servers = readonly RTCIceServer[]

export class Gathering {
  readonly #pc: RTCPeerConnection
  readonly #say: (saying: Saying) => void
  readonly #candidates: Candidates
  readonly #relays: Relays
  #servers: Servers = []
  #onlyRelay = false
  /** The next description begins a gathering: the first, and one that restarts. A picture that is added does not. */
  #anew = true
  #admit: (servers: Servers) => void = () => undefined
  /** Where only a relay is allowed: the servers to gather from, once there is a credential. */
  #admitted: Promise<Servers> | null

  constructor(pc: RTCPeerConnection, ears: PeerEars) {
    this.#pc = pc
    this.#say = ears.say
    this.#admitted = new Promise((admit) => {
      this.#admit = admit
    })
    this.#candidates = new Candidates((candidates) =>
      ears.say({ type: 'candidate', payload: { candidates } }),
    )
    this.#relays = new Relays((reached) => {
      this.#candidates.flush()
      ears.relays(reached)
    })
    pc.onicecandidate = ({ candidate }) => this.#gathered(candidate)
    pc.onicecandidateerror = (error) => this.#relays.refused(error)
  }

  configure({ servers, policy }: Ice): void {
    this.#onlyRelay = policy === 'relay'
    this.use(servers)
  }

  /** Null: those there are. */
  use(servers: Servers | null): void {
    if (servers === null) return
    this.#servers = servers
    const iceTransportPolicy = this.#onlyRelay ? 'relay' : 'all'
    this.#pc.setConfiguration({
      ...this.#pc.getConfiguration(),
      iceServers: [...servers],
      iceTransportPolicy,
    })
  }

  restart(servers: Servers | null): void {
    this.use(servers)
    this.#anew = true
  }

  /** Whether a description must go out before anything may be gathered for it. */
  get waits(): boolean {
    return this.#onlyRelay && this.#admitted !== null
  }

  admit(servers: Servers): void {
    this.#admit(servers)
  }

  /** One round: the browser gathers from the moment that it takes the description. */
  async round<T>(describe: () => Promise<T>): Promise<T> {
    if (this.#onlyRelay && this.#admitted !== null) {
      this.use(await this.#admitted)
      this.#admitted = null
    }
    if (this.#anew) {
      this.#candidates.renew()
      this.#relays.begin(this.#servers)
    }
    this.#anew = false
    return describe()
  }

  describe(description: RTCSessionDescriptionInit | null): void {
    const { type, sdp = '' } = description ?? {}
    if (type !== 'offer' && type !== 'answer') return
    this.#say({ type, payload: { sdp: this.#onlyRelay ? hideDescription(sdp) : sdp } })
  }

  /** Candidates go out from now on. */
  begin(firstMs?: number): void {
    this.#candidates.begin(firstMs)
  }

  close(): void {
    this.#admit([])
    this.#relays.end()
    this.#candidates.close()
  }

  #gathered(candidate: RTCIceCandidate | null): void {
    if (candidate === null) this.#candidates.complete()
    else this.#found(candidate)
  }

  #found(candidate: RTCIceCandidate): void {
    this.#relays.candidate(candidate)
    const told = this.#onlyRelay ? hideCandidate(candidate.toJSON()) : candidate.toJSON()
    if (told !== null) this.#candidates.add(told)
  }
}
