// What the browser counts, as the ledger wants it told.
import type { Report } from '../call/messages.ts'
import type { Transport } from '../call/report.ts'

declare const __VERSION__: string
export const CLIENT = `parley ${typeof __VERSION__ === 'string' ? __VERSION__ : 'dev'}`

export const NOTHING: Report = {
  connected: false,
  media_heard_ms_ago: null,
  bytes_sent: 0,
  bytes_received: 0,
  path: null,
  protocol: null,
  relay_protocol: null,
  relay_bytes_sent: 0,
  relay_bytes_received: 0,
  quality: { rtt_ms: null, loss: null, jitter_ms: null },
  client: CLIENT,
  cause: null,
}

type Stat = Record<string, unknown>
export type Stats = ReadonlyMap<string, Stat>
/** What has arrived so far, and how. Milliseconds; null where the browser does not say. */
export interface Line {
  readonly lost: number
  readonly got: number
  readonly rtt_ms: number | null
  readonly jitter_ms: number | null
}

/** Bytes over this side's own allocations on a relay. */
export interface Carried {
  readonly sent: number
  readonly received: number
}
export const NONE: Carried = { sent: 0, received: 0 }
export const sum = (all: readonly Carried[]): Carried => ({
  sent: all.reduce((total, { sent }) => total + sent, 0),
  received: all.reduce((total, { received }) => total + received, 0),
})

export const relayTransport = (local?: Stat): Transport | null => {
  return local?.['candidateType'] === 'relay'
    ? ((local['relayProtocol'] as Transport | undefined) ?? null)
    : null
}
const n = (value: unknown): number => (typeof value === 'number' ? value : 0)
const ms = (seconds: unknown): number | null =>
  typeof seconds === 'number' ? Math.round(seconds * 1000) : null

const isVoice = (s: Stat): boolean => s['type'] === 'inbound-rtp' && s['kind'] !== 'video'

/** The line as the voice finds it. */
export const lineOf = (stats: Iterable<Stat>): Line => {
  const all = [...stats]
  const voice = all.find(isVoice)
  const pair = all.find((s) => s['type'] === 'candidate-pair' && s['nominated'] === true)
  return {
    lost: n(voice?.['packetsLost']),
    got: n(voice?.['packetsReceived']),
    rtt_ms: ms(pair?.['currentRoundTripTime']),
    jitter_ms: ms(voice?.['jitter']),
  }
}

/** What the other side has sent so far: packets of sound and picture, and words beside them. */
export const arrivedOf = (stats: Iterable<Stat>): { readonly packets: number; readonly words: number } => {
  let packets = 0
  let words = 0
  for (const s of stats) {
    if (s['type'] === 'inbound-rtp') packets += n(s['packetsReceived'])
    if (s['type'] === 'data-channel') words += n(s['messagesReceived'])
  }
  return { packets, words }
}

export const reportOf = (
  stats: ReadonlyMap<string, Stat>,
  connected: boolean,
  heardMsAgo: number | null,
  relayed: Carried,
): Report => {
  const all = [...stats.values()]
  const sum = (type: string, field: string) =>
    all.filter((s) => s['type'] === type).reduce((total, s) => total + n(s[field]), 0)
  const transport = all.find((s) => s['type'] === 'transport')
  const pair =
    stats.get(String(transport?.['selectedCandidatePairId'])) ??
    all.find((s) => s['type'] === 'candidate-pair' && s['nominated'] === true && s['state'] === 'succeeded')
  const local = stats.get(String(pair?.['localCandidateId']))
  const remote = stats.get(String(pair?.['remoteCandidateId']))
  const lost = Math.max(0, sum('inbound-rtp', 'packetsLost'))
  const got = sum('inbound-rtp', 'packetsReceived')
  return {
    connected,
    media_heard_ms_ago: heardMsAgo,
    bytes_sent: sum('outbound-rtp', 'bytesSent'),
    bytes_received: sum('inbound-rtp', 'bytesReceived'),
    path: pathOf(local, remote),
    protocol: typeof local?.['protocol'] === 'string' ? local['protocol'] : null,
    relay_protocol: relayTransport(local),
    relay_bytes_sent: relayed.sent,
    relay_bytes_received: relayed.received,
    quality: {
      rtt_ms: ms(pair?.['currentRoundTripTime']),
      loss: got + lost > 0 ? Math.round((lost / (got + lost)) * 10_000) / 10_000 : null,
      jitter_ms: ms(all.find(isVoice)?.['jitter']),
    },
    client: CLIENT,
    cause: null,
  }
}

const pathOf = (local?: Stat, remote?: Stat): Report['path'] => {
  if (!local || !remote) return null
  const kinds = [local['candidateType'], remote['candidateType']]
  if (kinds.includes('relay')) return 'relay'
  return kinds.includes('srflx') ? 'server-reflexive' : 'direct'
}
