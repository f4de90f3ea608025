// The function that redeems relay tickets.
import type { Config } from '../call/config.ts'
import { type Relay, relay } from '../call/relay.ts'
import { type Answer, post } from './http.ts'

/** Its provider has two seconds; a function that has to be started first takes a moment more. */
const TIMEOUT_MS = 4000

export const relayOf =
  ({ endpoints }: Config) =>
  (ticket: string): Promise<Answer<Relay>> =>
    post(endpoints.turn_token, { ticket }, relay, { timeoutMs: TIMEOUT_MS })
