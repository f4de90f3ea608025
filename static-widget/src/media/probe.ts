// Would a relay have worked? Asked after a call that failed: a connection to nobody, whose only purpose is a relay candidate.
import type { Transport } from '../call/report.ts'
import { Relays } from './relays.ts'

/** How the relay was reached; null: not at all. */
export const probeRelay = (servers: readonly RTCIceServer[]): Promise<Transport | null> =>
  new Promise((tell) => {
    const pc = new RTCPeerConnection({ iceServers: [...servers], iceTransportPolicy: 'relay' })
    const relays = new Relays(([reached]) => done(reached ?? null))
    const done = (reached: Transport | null) => {
      relays.end()
      pc.close()
      tell(reached)
    }
    pc.onicecandidate = ({ candidate }) => {
      if (candidate) relays.candidate(candidate)
    }
    pc.onicecandidateerror = (error) => relays.refused(error)
    pc.addTransceiver('audio')
    relays.begin(servers)
    pc.setLocalDescription().catch(() => done(null))
  })
