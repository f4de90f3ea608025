import { describe, expect, test } from 'vitest'
import { NotAdmitted } from '../../src/media/admitted.ts'
import { Negotiation } from '../../src/media/negotiation.ts'

/** As much of a peer connection as is asked here; it notes what reaches the browser's parser. */
const connection = () => {
  const reached: unknown[] = []
  const pc = {
    signalingState: 'stable',
    remoteDescription: null,
    setRemoteDescription: async (it: unknown) => void reached.push(it),
    addIceCandidate: async (it: unknown) => void reached.push(it),
  }
  return { reached, negotiation: new Negotiation(pc as unknown as RTCPeerConnection, true) }
}

describe('what the other side sends', () => {
  test('reaches the browser only when it is admitted', async () => {
    const { reached, negotiation } = connection()
    await expect(negotiation.take({ type: 'offer', sdp: 'v=0\r\n' })).rejects.toThrow(NotAdmitted)
    await expect(negotiation.take({ type: 'answer' })).rejects.toThrow(NotAdmitted)
    expect(reached).toEqual([])
  })

  test('a candidate that is none is passed over, the next one is not', async () => {
    const { reached, negotiation } = connection()
    const good = { candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: '0' }
    await negotiation.candidate({ candidate: 'evil', sdpMid: '0' })
    await negotiation.candidate(good)
    await negotiation.candidate()
    expect(reached).toEqual([good, undefined])
  })
})
