// Each relay server has its own time, and nobody's address leaves a page where only the relay may be known.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Transport } from '../../src/call/report.ts'
import { hideCandidate, hideDescription } from '../../src/media/hiding.ts'
import { Relayed } from '../../src/media/relayed.ts'
import { Relays } from '../../src/media/relays.ts'
import { relayTransport } from '../../src/media/stats.ts'

const SERVERS: RTCIceServer[] = [
  { urls: ['stun:stun.example'] },
  { urls: ['turn:relay.example?transport=udp', 'turn:relay.example?transport=tcp'] },
  { urls: 'turns:relay.example:443?transport=tcp' },
]

describe('the relays of a gathering', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())
  const waiting = () => {
    const told: (readonly Transport[])[] = []
    const relays = new Relays((reached) => told.push(reached))
    relays.begin(SERVERS)
    return { relays, told }
  }

  test('that drop every packet have had their time after 2.5 seconds, not after 40', () => {
    const { told } = waiting()
    vi.advanceTimersByTime(2400)
    expect(told).toEqual([])
    vi.advanceTimersByTime(200)
    expect(told).toEqual([[]])
  })

  test('are told as soon as each has answered', () => {
    const { relays, told } = waiting()
    relays.candidate({ type: 'host' })
    relays.candidate({ type: 'relay', relayProtocol: 'udp', url: 'turn:relay.example?transport=udp' })
    relays.refused({ url: 'turn:relay.example?transport=tcp', errorCode: 401 })
    expect(told).toEqual([])
    relays.candidate({ type: 'relay', relayProtocol: 'tls' })
    expect(told).toEqual([['udp', 'tls']])
  })

  test('that one network interface does not reach may still be reached by another', () => {
    const { relays, told } = waiting()
    for (const url of SERVERS.flatMap(({ urls }) => urls)) relays.refused({ url, errorCode: 701 })
    expect(told).toEqual([])
    vi.advanceTimersByTime(2500)
    expect(told).toHaveLength(1)
  })

  test('are waited for anew in the next gathering, and not at all once it is over', () => {
    const { relays, told } = waiting()
    vi.advanceTimersByTime(2000)
    relays.begin(SERVERS)
    vi.advanceTimersByTime(2000)
    expect(told).toEqual([])
    relays.end()
    vi.advanceTimersByTime(5000)
    expect(told).toEqual([])
  })

  test('that do not exist are not waited for', () => {
    const told: unknown[] = []
    new Relays((reached) => told.push(reached)).begin([{ urls: 'stun:stun.example' }])
    vi.advanceTimersByTime(5000)
    expect(told).toEqual([])
  })
})

describe('where only the relay may be known', () => {
  const RELAY =
    'candidate:3 1 udp 33562367 203.0.113.7 50001 typ relay raddr 192.168.1.20 rport 54321 generation 0'
  test('a relay candidate loses the address behind it', () => {
    expect(hideCandidate({ candidate: RELAY, sdpMid: '0' })).toEqual({
      candidate: 'candidate:3 1 udp 33562367 203.0.113.7 50001 typ relay raddr 0.0.0.0 rport 9 generation 0',
      sdpMid: '0',
    })
  })

  test.each([
    'candidate:1 1 udp 2122260223 192.168.1.20 50000 typ host generation 0',
    'candidate:2 1 udp 1686052607 198.51.100.4 50000 typ srflx raddr 192.168.1.20 rport 50000',
    'candidate:1 1 udp 2122260223 1f2e.local 50000 typ host',
  ])('any other candidate stays here: %s', (candidate) => {
    expect(hideCandidate({ candidate })).toBeNull()
  })

  test('a description names no address', () => {
    const lines = [
      'v=0',
      'o=- 1 2 IN IP4 192.168.1.20',
      's=-',
      'c=IN IP4 192.168.1.20',
      'm=audio 50000 UDP/TLS/RTP/SAVPF 111',
      'c=IN IP6 2001:db8::1',
      'a=rtcp:50001 IN IP4 192.168.1.20',
      'a=candidate:1 1 udp 2122260223 192.168.1.20 50000 typ host',
      `a=${RELAY}`,
      'a=ice-ufrag:abcd',
      '',
    ]
    const hidden = hideDescription(lines.join('\r\n'))
    expect(hidden).not.toMatch(/192\.168|2001:db8/)
    expect(hidden).toContain('203.0.113.7 50001 typ relay raddr 0.0.0.0 rport 9')
    expect(hidden.split('\r\n')).toHaveLength(lines.length - 1)
  })
})

describe('what a relay carried', () => {
  const stats = (bytes: number, packets: number) =>
    new Map<string, Record<string, unknown>>([
      ['p', { type: 'candidate-pair', localCandidateId: 'l', bytesSent: bytes, packetsSent: packets }],
      ['q', { type: 'candidate-pair', localCandidateId: 'h', bytesSent: 9999, packetsSent: 99 }],
      ['l', { candidateType: 'relay', relayProtocol: 'tls' }],
      ['h', { candidateType: 'host' }],
    ])

  test('counts each packet with its channel header, and this side’s own allocations alone', () => {
    const relayed = new Relayed()
    relayed.see(stats(1000, 10))
    expect(relayed.carried).toEqual({ sent: 1040, received: 0 })
  })

  test('counts the checks that kept a pair alive', () => {
    const relayed = new Relayed()
    const pair = { type: 'candidate-pair', localCandidateId: 'l', requestsSent: 2, responsesReceived: 1 }
    relayed.see(new Map<string, Record<string, unknown>>([...stats(0, 0), ['p', pair]]))
    expect(relayed.carried).toEqual({ sent: 208, received: 104 })
  })

  test('a pair that is gone from the statistics counts on', () => {
    const relayed = new Relayed()
    relayed.see(stats(1000, 10))
    relayed.see(new Map())
    expect(relayed.carried).toEqual({ sent: 1040, received: 0 })
  })

  test('is named by how this side reaches its relay', () => {
    expect(relayTransport({ candidateType: 'relay', relayProtocol: 'tcp' })).toBe('tcp')
    expect(relayTransport({ candidateType: 'host', relayProtocol: 'tcp' })).toBeNull()
    expect(relayTransport()).toBeNull()
  })
})
