// The only place that fetches. An answer is a value: yes, a no that somebody hears, a request we should not have made, or nobody there.
import type { Decoder } from '../call/decode.ts'
import { type Refusal, refusal } from '../call/messages.ts'

export type Answer<T> =
  | { readonly is: 'ok'; readonly value: T }
  | { readonly is: 'refused'; readonly refusal: Refusal }
  | { readonly is: 'rejected'; readonly status: number; readonly detail: string }
  | { readonly is: 'failed' }

export interface Asking {
  readonly headers?: Record<string, string>
  /** Lets the request outlive the page. */
  readonly keepalive?: boolean
  readonly timeoutMs?: number
}

const PATIENCE_MS = 10_000

export const post = async <T>(
  url: string,
  body: unknown,
  decoder: Decoder<T>,
  { headers = {}, keepalive = false, timeoutMs = PATIENCE_MS }: Asking = {},
): Promise<Answer<T>> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      keepalive,
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return judge(response.status, await response.json(), decoder)
  } catch {
    return { is: 'failed' }
  }
}

/** A refusal is one by its word, whatever status it came with. */
export const judge = <T>(status: number, said: unknown, decoder: Decoder<T>): Answer<T> => {
  if (typeof said === 'object' && said !== null && 'refused' in said)
    return { is: 'refused', refusal: refusal(said) }
  if (status >= 200 && status < 300) return { is: 'ok', value: decoder(said) }
  if (status >= 500 || status === 408 || status === 429) return { is: 'failed' }
  const { detail, message, rejected } = said as Record<string, unknown>
  return { is: 'rejected', status, detail: String(rejected ?? message ?? detail ?? '') }
}

/** Asks again while nobody is there. Only for questions that may be asked twice. */
export const patiently = async <T>(
  ask: () => Promise<Answer<T>>,
  pausesMs: readonly number[],
): Promise<Answer<T>> => {
  for (const pause of pausesMs) {
    const answer = await ask()
    if (answer.is !== 'failed') return answer
    await new Promise((wake) => setTimeout(wake, pause * (0.75 + Math.random() / 2)))
  }
  return ask()
}
