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

  /** Describes this side, as an offer or as the answer that is due. */
  async describe(): Promise<RTCSessionDescription | null> {
    this.#makingOffer = true
    try {
      await this.#pc.setLocalDescription()
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
