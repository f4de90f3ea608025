// The desk's Worker: hidden pages run timers once a minute, a worker does not. Its ports are plugged here.
import { deskOf } from '../api/desk.ts'
import { rpcOf } from '../api/rpc.ts'
import { DESK_SPREAD_MS, SupabaseSignalling } from '../signal/supabase.ts'
import { Beating } from './beating.ts'
import type { SignOfLife, ToPage, ToWorker } from './words.ts'

const ANSWER_WITHIN_MS = 4000

const page = globalThis as unknown as { postMessage(message: ToPage): void }
const waiting = new Map<number, (sign: SignOfLife | null) => void>()
let asked = 0
let lastToken: string | null = null
let beating: Beating | null = null
let signalling: SupabaseSignalling | null = null

const signOfLife = (): Promise<SignOfLife | null> =>
  new Promise((answer) => {
    const n = ++asked
    waiting.set(n, answer)
    setTimeout(() => {
      if (waiting.delete(n)) answer(null)
    }, ANSWER_WITHIN_MS)
    page.postMessage({ say: 'alive?', n })
  })

/** Realtime must not hear a null for a token only because the page was busy. */
const token = async (): Promise<string | null> => (await signOfLife())?.token ?? lastToken

const start = ({ supabase, tenant, agent, instance }: Extract<ToWorker, { say: 'start' }>): void => {
  signalling = new SupabaseSignalling(supabase.url, supabase.key, token, DESK_SPREAD_MS)
  const desk = deskOf(
    rpcOf(supabase, async () => lastToken),
    tenant,
    instance,
  )
  beating = new Beating({ beat: desk.beat, signalling, signOfLife, tell: (m) => page.postMessage(m) })
  beating.start(tenant, agent)
}

const stop = (): void => {
  beating?.stop()
  signalling?.close()
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  switch (data.say) {
    case 'start':
      return start(data)
    case 'alive':
      lastToken = data.sign.token
      waiting.get(data.to)?.(data.sign)
      return void waiting.delete(data.to)
    case 'beat':
      return beating?.soon(0)
    case 'wake':
      signalling?.wake()
      return beating?.soon(0)
    case 'stop':
      return stop()
    default:
      return data satisfies never
  }
})
