// The function that redeems relay tickets.
import type { Config } from '../call/config.ts'
import { type Relay, relay } from '../call/relay.ts'
import { type Answer, patiently, post } from './http.ts'

/** It answers within two seconds, whatever its provider does. */
const TIMEOUT_MS = 2500

export const relayOf =
  ({ endpoints }: Config) =>
  (ticket: string): Promise<Answer<Relay>> =>
    patiently(() => post(endpoints.turn_token, { ticket }, relay, { timeoutMs: TIMEOUT_MS }), [300])
