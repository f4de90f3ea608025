// What a desk's page and its worker say to each other.
import type { Config } from '../call/config.ts'
import type { Beat } from '../call/messages.ts'

/** What a page says of itself; only where it says `available` may anything ring. */
export type PageStatus = 'available' | 'wrap_up' | 'do_not_disturb' | 'away'

/** The page's sign of life, given each time the worker asks: a frozen page gives none, and its lease lapses. */
export interface SignOfLife {
  readonly token: string | null
  readonly status: PageStatus
  /** What really sounds on this page: the receipt. */
  readonly ringing: readonly string[]
  /** How often the page has been woken from a freeze. */
  readonly woken: number
}

export type ToWorker =
  | {
      readonly say: 'start'
      readonly supabase: Config['supabase']
      readonly tenant: string
      readonly agent: string
      readonly instance: string
    }
  | { readonly say: 'alive'; readonly to: number; readonly sign: SignOfLife }
  | { readonly say: 'beat' }
  | { readonly say: 'wake' }
  | { readonly say: 'stop' }

export type ToPage =
  | { readonly say: 'alive?'; readonly n: number }
  /** `woken` as in the sign of life it was made with: what waited while the page was frozen may be over. */
  | { readonly say: 'beat'; readonly beat: Beat; readonly woken: number }
  | { readonly say: 'refused'; readonly refused: string }
  | { readonly say: 'heard'; readonly joined: boolean }
  | { readonly say: 'push'; readonly event: string; readonly payload: unknown }
  | { readonly say: 'missed' }
