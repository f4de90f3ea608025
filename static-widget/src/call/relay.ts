// What the relay's money door says (turn-token), and the question after a failed call whether a relay would have carried it.
import { boolean, type Decoded, nullable, number, object, string } from './decode.ts'
import { iceServers } from './messages.ts'

/** What a ticket brings: the servers to gather from, with credentials among them where `relay` says so. */
export const relay = object({
  relay: boolean,
  /** Why there is none. */
  reason: nullable(string),
  /** Seconds that the credentials go on allocating. */
  expires_in: number,
  ice_servers: iceServers,
})
export type Relay = Decoded<typeof relay>

/** A ticket for one try. */
export const probe = object({ probe: object({ ticket: string }) })
export type Probe = Decoded<typeof probe>
export const probed = object({ relay_would_have_worked: nullable(boolean) })

/**
 * A credential for the relay: never to be had, spared while a direct path may come first, not asked for yet, asked for, too early (the database has seen no receipt), at hand,
 * part of a gathering, refused, or refused where nothing but a relay is allowed, which ends the call.
 */
export type RelayState =
  | 'none'
  | 'spared'
  | 'wanted'
  | 'asked'
  | 'early'
  | 'held'
  | 'used'
  | 'refused'
  | 'ended'
