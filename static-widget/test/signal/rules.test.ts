// Rules that more than one topic, or more than one socket, is needed to see. A socket here is as the real server's: while a
// join waits for its denial, five seconds, nothing else that comes in on the same socket is looked at.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DESK_SPREAD_MS, SupabaseSignalling } from '../../src/signal/supabase.ts'

type Frame = [string | null, string | null, string, string, Record<string, unknown>]
const DENIED = {
  status: 'error',
  response: { reason: 'Unauthorized: You do not have permissions to read from this Channel topic' },
}

class StrictSocket {
  static opened: { socket: StrictSocket; at: number }[] = []
  static doomed = ''
  readonly joins: { topic: string; at: number; token: unknown }[] = []
  readyState = 0
  binaryType = 'arraybuffer'
  onopen: (() => void) | null = null
  onclose: ((e: object) => void) | null = null
  onmessage: ((e: { data: string }) => void) | null = null
  onerror: (() => void) | null = null
  readonly url: string
  #busyUntil = 0

  constructor(url: string) {
    this.url = url
    StrictSocket.opened.push({ socket: this, at: Date.now() })
    setTimeout(() => {
      this.readyState = 1
      this.onopen?.()
    }, 1)
  }
  send(data: string) {
    const [joinRef, ref, topic, event, payload] = JSON.parse(data) as Frame
    const doomed = event === 'phx_join' && topic === `realtime:${StrictSocket.doomed}`
    this.#busyUntil = Math.max(Date.now(), this.#busyUntil) + (doomed ? 5000 : 1)
    if (event === 'phx_join') this.joins.push({ topic, at: this.#busyUntil, token: payload['access_token'] })
    const reply: Frame = [joinRef, ref, topic, 'phx_reply', doomed ? DENIED : { status: 'ok', response: {} }]
    setTimeout(() => this.onmessage?.({ data: JSON.stringify(reply) }), this.#busyUntil - Date.now())
  }
  /** As a deploy of the server does. */
  shut(code = 1012) {
    this.readyState = 3
    this.onclose?.({ code, reason: '', wasClean: true })
  }
  close() {
    this.readyState = 3
  }
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const ear = () => ({ heard: vi.fn(), joined: vi.fn(), ready: vi.fn(), away: vi.fn() })
const sockets = () => StrictSocket.opened.map(({ socket }) => socket)
const joinsOf = (topic: string) =>
  sockets().flatMap((socket, n) =>
    socket.joins.filter((one) => one.topic === `realtime:${topic}`).map((one) => ({ ...one, n })),
  )

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', StrictSocket)
  StrictSocket.opened = []
  StrictSocket.doomed = ''
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a join that was denied once is not tried again on the socket that carries the call', async () => {
  StrictSocket.doomed = 'parley:desk:1'
  const signalling = new SupabaseSignalling('http://supabase.test', 'key', async () => 'token')
  const [desk, call] = [ear(), ear()]
  signalling.listen('parley:desk:1', desk)
  signalling.listen('parley:agent:1', call)
  await pass(30_000)
  expect(joinsOf('parley:desk:1').map(({ n }) => n)).toEqual([0, 1])
  expect(joinsOf('parley:agent:1').map(({ n }) => n)).toEqual([0])
  expect(desk.away.mock.calls).toEqual([[false], [true]])
  expect(call.joined).toHaveBeenCalledTimes(1)
  expect(call.away).not.toHaveBeenCalled()
})

test('a topic that was denied in error is heard again, with a fresh token, on its own socket', async () => {
  let n = 0
  StrictSocket.doomed = 'parley:desk:1'
  const signalling = new SupabaseSignalling('http://supabase.test', 'key', async () => `token-${++n}`)
  const desk = ear()
  signalling.listen('parley:desk:1', desk)
  await pass(4000)
  StrictSocket.doomed = ''
  await pass(10_000)
  const [first, second] = joinsOf('parley:desk:1')
  expect(desk.joined).toHaveBeenCalledTimes(1)
  expect(second?.n).toBe(1)
  expect(second?.token).not.toBe(first?.token)
})

/** When so many sockets, shut in one moment, are opened again; ms after that moment. */
const returns = async (count: number, spreadMs?: number): Promise<number[]> => {
  for (let i = 0; i < count; i++)
    new SupabaseSignalling('http://supabase.test', 'key', async () => 'token', spreadMs).listen('t', ear())
  await pass(100)
  expect(sockets()).toHaveLength(count)
  const shutAt = Date.now()
  for (const socket of sockets()) socket.shut()
  await pass(15_000)
  return StrictSocket.opened.slice(count).map(({ at }) => at - shutAt)
}
const busiestSecond = (at: number[]) =>
  Math.max(...at.map((from) => at.filter((x) => x >= from && x < from + 1000).length))

test('sockets shut all at once come back one by one, none later than it is worth waiting for', async () => {
  const at = await returns(100)
  expect(at).toHaveLength(100)
  expect(busiestSecond(at)).toBeLessThan(80)
  expect(Math.max(...at)).toBeLessThan(3000)
})

test('a hundred desks come back so slowly that five times as many stay within the joins a project is granted', async () => {
  const at = await returns(100, DESK_SPREAD_MS)
  expect(at).toHaveLength(100)
  expect(busiestSecond(at) * 5).toBeLessThan(150)
  expect(Math.max(...at)).toBeLessThan(9000)
})

test('an awake page looks after every socket at once', async () => {
  const signalling = new SupabaseSignalling('http://supabase.test', 'key', async () => 'token', 1_000_000)
  const call = ear()
  signalling.listen('t', call)
  await pass(100)
  sockets()[0]?.shut()
  await pass(100)
  expect(sockets()).toHaveLength(1)
  signalling.wake()
  await pass(100)
  expect(sockets()).toHaveLength(2)
  expect(call.joined).toHaveBeenCalledTimes(2)
})

test('the desk’s Realtime lives in its Worker alone: a hidden page never reconnects', () => {
  const dist = join(import.meta.dirname, '../../dist')
  const isRealtime = (file: string) => readFileSync(join(dist, file), 'utf8').includes('phx_join')
  const workers = readdirSync(join(dist, 'assets')).filter((name) => name.startsWith('worker'))
  expect(workers.map((name) => isRealtime(join('assets', name)))).toEqual([true])
  expect(isRealtime('desk.js')).toBe(false)
})
