// Perfect negotiation, as the specification shows it (https://www.w3.org/TR/webrtc/#perfect-negotiation-example), with the
// roles fixed: the visitor is polite and gives way when two offers cross, the agent is not.
import { admitted, isCandidate } from './admitted.ts'

export class Negotiation {
  readonly #pc: RTCPeerConnection
  readonly #polite: boolean
  #makingOffer = false
  #ignoring = false

  constructor(pc: RTCPeerConnection, polite: boolean) {
    this.#pc = pc
    this.#polite = polite
  }

  /** What `describe` would say, before anything is gathered for it. */
  draft(): Promise<RTCSessionDescriptionInit> {
    const asked = this.#pc.signalingState === 'have-remote-offer'
    return asked ? this.#pc.createAnswer() : this.#pc.createOffer()
  }

  /** Describes this side, as an offer or as the answer that is due: as drafted, if it was. */
  async describe(drafted: RTCSessionDescriptionInit | null): Promise<RTCSessionDescription | null> {
    this.#makingOffer = true
    try {
      await this.#pc.setLocalDescription((drafted as RTCLocalSessionDescriptionInit | null) ?? undefined)
      return this.#pc.localDescription
    } finally {
      this.#makingOffer = false
    }
  }

  /** Takes the other side's description; says whether an answer is due. */
  async take(description: RTCSessionDescriptionInit): Promise<boolean> {
    const collision =
      description.type === 'offer' && (this.#makingOffer || this.#pc.signalingState !== 'stable')
    this.#ignoring = !this.#polite && collision
    if (this.#ignoring || this.#isKnown(description)) return false
    await this.#pc.setRemoteDescription({ ...description, sdp: admitted(description.sdp ?? '') })
    return description.type === 'offer'
  }

  /** None says that there will be no more; one that is no candidate is passed over, others may do. */
  async candidate(candidate?: RTCIceCandidateInit): Promise<void> {
    if (candidate && !isCandidate(candidate.candidate)) return
    try {
      await this.#pc.addIceCandidate(candidate)
    } catch (e) {
      if (!this.#ignoring) console.debug('parley: a candidate did not apply', e)
    }
  }

  #isKnown({ type, sdp }: RTCSessionDescriptionInit): boolean {
    const remote = this.#pc.remoteDescription
    return remote !== null && remote.type === type && remote.sdp === sdp
  }
}

const ufragOf = (sdp?: string): string | undefined => /^a=ice-ufrag:(\S+)/m.exec(sdp ?? '')?.[1]

/** Does this description look for a path anew (RFC 8839 4.4.1.1.1)? */
export const isRestart = (
  before: RTCSessionDescriptionInit | null,
  { type, sdp }: RTCSessionDescriptionInit,
): boolean => type === 'offer' && before !== null && ufragOf(before.sdp) !== ufragOf(sdp)
