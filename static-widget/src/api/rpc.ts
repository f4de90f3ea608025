// A function of the database, asked as Supabase's REST endpoint wants it.
import type { Config } from '../call/config.ts'
import type { Decoder } from '../call/decode.ts'
import { type Answer, type Asking, post } from './http.ts'

export type Token = () => Promise<string | null>
export type Rpc = <T>(
  name: string,
  args: Record<string, unknown>,
  decoder: Decoder<T>,
  asking?: Asking,
) => Promise<Answer<T>>

/** A token counts as spent a margin before its end: it must outlive Realtime's next look at it. */
export const goodUntil = (expiresInSeconds: number): number =>
  Date.now() + expiresInSeconds * 1000 - Math.min(90_000, expiresInSeconds * 500)

export const rpcOf =
  (supabase: Config['supabase'], token: Token): Rpc =>
  async (name, args, decoder, asking = {}) => {
    const bearer = await token()
    if (bearer === null) return { is: 'failed' }
    const headers = { apikey: supabase.key, authorization: `Bearer ${bearer}` }
    return post(`${supabase.url}/rest/v1/rpc/${name}`, args, decoder, { ...asking, headers })
  }
