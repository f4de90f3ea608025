// What a side tells the ledger about its media.
import type { Cause } from './cause.ts'

/** How a side reaches its relay. */
export type Transport = 'udp' | 'tcp' | 'tls'

export interface Report {
  readonly connected: boolean
  readonly media_heard_ms_ago: number | null
  readonly bytes_sent: number
  readonly bytes_received: number
  readonly path: 'direct' | 'server-reflexive' | 'relay' | null
  readonly protocol: string | null
  /** Of this side's own allocation on a relay, should the path lead over it; the bytes also of those that it led over before. */
  readonly relay_protocol: Transport | null
  readonly relay_bytes_sent: number
  readonly relay_bytes_received: number
  readonly quality: { rtt_ms: number | null; loss: number | null; jitter_ms: number | null }
  readonly client: string
  /** The first thing that went wrong here, if anything did. */
  readonly cause: Cause | null
}
