// Media without a browser: two pretend peers are connected once each has the other's description of the same generation.
import type { Ice } from '../../src/call/messages.ts'
import type { Media, PeerConnection, PeerEars } from '../../src/media/media.ts'
import { NOTHING } from '../../src/media/stats.ts'
import type { MicrophoneFailure } from '../../src/session.ts'

let made = 0

export class PretendMedia implements Media {
  failure: MicrophoneFailure | null = null
  readonly peers: PretendPeer[] = []
  /** Whether two browsers find a way to each other. */
  path = true
  /** How long the path takes that is found, or not. */
  pathMs = 60
  mutePlay = false
  /** What the probe after a failed call finds. */
  relay: 'udp' | 'tcp' | 'tls' | null = null
  released = 0

  async microphone() {
    return this.failure ?? (new EventlessStream() as unknown as MediaStream)
  }
  release() {
    this.released += 1
  }
  peer(_: boolean, ears: PeerEars) {
    const peer = new PretendPeer(ears, this)
    this.peers.push(peer)
    return peer
  }
  async probe() {
    return this.relay
  }
  async play() {
    return !this.mutePlay
  }
  hush() {}
  meter() {
    return { level: () => 0.5, close: () => undefined }
  }
  get peerNow(): PretendPeer {
    const last = this.peers.at(-1)
    if (!last) throw new Error('no peer')
    return last
  }
}

class EventlessStream {
  getAudioTracks() {
    return []
  }
}

export class PretendPeer implements PeerConnection {
  readonly #ears: PeerEars
  readonly #media: PretendMedia
  readonly #own = ++made
  readonly applied: string[] = []
  readonly restarts: (readonly RTCIceServer[] | null)[] = []
  readonly carried = { sent: 0, received: 0 }
  servers: readonly RTCIceServer[] = []
  #up = false
  #described = false
  closed = false

  constructor(ears: PeerEars, media: PretendMedia) {
    this.#ears = ears
    this.#media = media
  }

  async prepare() {
    return `offer of ${this.#own}`
  }
  async start(ice: Ice) {
    this.servers = ice.servers
    this.#gather()
  }
  admit(servers: readonly RTCIceServer[]) {
    this.servers = servers
  }
  async restart(servers: readonly RTCIceServer[] | null) {
    this.restarts.push(servers)
    this.servers = servers ?? this.servers
    this.#ears.say({ type: 'offer', payload: { sdp: `offer of ${this.#own}` } })
  }
  async connect(ice: Ice, __: number, offers: boolean) {
    this.servers = ice.servers
    if (!offers) return
    this.#ears.say({ type: 'offer', payload: { sdp: `offer of ${this.#own}` } })
    this.#gather()
  }
  apply(signal: Parameters<PeerConnection['apply']>[0]) {
    this.applied.push(signal.type)
    if (signal.type === 'candidate') return
    if (signal.type === 'offer') {
      // Another look for a path: whoever answers it looks too.
      if (this.#described) void this.#ears.fresh().then((servers) => (this.servers = servers ?? this.servers))
      this.#ears.say({ type: 'answer', payload: { sdp: `answer to ${signal.payload.sdp}` } })
      this.#gather()
    } else if (signal.payload.sdp !== `answer to offer of ${this.#own}`)
      throw new Error(`an answer to another offer: ${signal.payload.sdp}`)
    this.#described = true
    setTimeout(() => this.now(this.#media.path ? 'up' : 'failed'), this.#media.pathMs)
  }
  now(media: 'up' | 'silent' | 'failed') {
    if (this.closed) return
    this.#up = media === 'up'
    if (this.#up) this.#ears.stream({} as MediaStream)
    this.#ears.media(media)
  }
  speak() {}
  show() {}
  tell() {}
  adapt() {}
  fingerprints() {
    return []
  }
  async line() {
    return { lost: 0, got: 0, rtt_ms: null, jitter_ms: null }
  }
  async report() {
    return { ...NOTHING, connected: this.#up }
  }
  close() {
    this.closed = true
  }
  #gather() {
    setTimeout(() => !this.closed && this.#ears.say({ type: 'candidate', payload: { candidates: [] } }), 30)
  }
}
