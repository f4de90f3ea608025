// What a peer connection gathers, from which servers, and what of it is told: one object per connection, one round per description.
import type { Ice } from '../call/messages.ts'
import type { Saying } from '../call/signals.ts'
import { Candidates } from './candidates.ts'
import type { PeerEars } from './media.ts'
import { type Carried, NONE, type Stats } from './stats.ts'

type Servers = readonly RTCIceServer[]
type Kit = typeof import('./relay-kit.ts')

const isRelay = ({ urls }: RTCIceServer): boolean => /^turn/.test([urls].flat()[0] ?? '')

export class Gathering {
  readonly #pc: RTCPeerConnection
  readonly #ears: PeerEars
  readonly #candidates: Candidates
  #kit: Kit | null = null
  #relays: InstanceType<Kit['Relays']> | null = null
  #relayed: InstanceType<Kit['Relayed']> | null = null
  #servers: Servers = []
  #onlyRelay = false
  #admit: (servers: Servers) => void = () => undefined
  /** Where only a relay is allowed: the servers to gather from, once there is a credential. */
  #admitted: Promise<Servers> | null

  constructor(pc: RTCPeerConnection, ears: PeerEars) {
    this.#pc = pc
    this.#ears = ears
    this.#admitted = new Promise((admit) => {
      this.#admit = admit
    })
    this.#candidates = new Candidates((candidates) =>
      ears.say({ type: 'candidate', payload: { candidates } }),
    )
    pc.onicecandidate = ({ candidate }) => {
      if (candidate === null) this.#candidates.complete()
      else this.#found(candidate)
    }
    pc.onicegatheringstatechange = () => {
      if (pc.iceGatheringState === 'gathering') this.#candidates.reopen()
    }
    pc.onicecandidateerror = (error) => this.#relays?.refused(error)
  }

  async configure({ servers, policy }: Ice): Promise<void> {
    this.#onlyRelay = policy === 'relay'
    await this.#use(servers)
  }

  /** Null: from the servers there are. */
  restart(servers: Servers | null): Promise<void> {
    return this.#use(servers ?? this.#servers)
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
      await this.#use(await this.#admitted)
      this.#admitted = null
    }
    this.#relays?.begin(this.#servers)
    return describe()
  }

  describe(description: RTCSessionDescriptionInit | null): void {
    const { type, sdp = '' } = description ?? {}
    if (type !== 'offer' && type !== 'answer') return
    const told: Saying = { type, payload: { sdp: this.#onlyRelay ? this.#known.hideDescription(sdp) : sdp } }
    this.#ears.say(told)
  }

  /** Candidates go out from now on. */
  begin(firstMs?: number): void {
    this.#candidates.begin(firstMs)
  }

  see(stats: Stats): void {
    this.#relayed?.see(stats)
  }

  get carried(): Carried {
    return this.#relayed?.carried ?? NONE
  }

  close(): void {
    this.#admit([])
    this.#relays?.end()
    this.#candidates.close()
  }

  #found(candidate: RTCIceCandidate): void {
    this.#relays?.candidate(candidate)
    const plain = candidate.toJSON()
    const told = this.#onlyRelay ? this.#known.hideCandidate(plain) : plain
    if (told !== null) this.#candidates.add(told)
  }

  /** Where only a relay is allowed nothing is said before this is there: `#use` has waited for it. */
  get #known(): Kit {
    return this.#kit as Kit
  }

  async #use(servers: Servers): Promise<void> {
    // A relay is of use without what counts and times it; hiding addresses is not left to luck.
    if (this.#onlyRelay) await this.#equip()
    else if (servers.some(isRelay)) await this.#equip().catch(() => undefined)
    this.#servers = servers
    const iceTransportPolicy = this.#onlyRelay ? 'relay' : 'all'
    this.#pc.setConfiguration({
      ...this.#pc.getConfiguration(),
      iceServers: [...servers],
      iceTransportPolicy,
    })
  }

  async #equip(): Promise<void> {
    if (this.#kit !== null) return
    const kit = await import('./relay-kit.ts')
    this.#kit = kit
    this.#relayed = new kit.Relayed()
    this.#relays = new kit.Relays((reached) => {
      this.#candidates.flush()
      this.#ears.relays(reached)
    })
  }
}
