// The real client of Supabase against a pretend socket: the rules that the real service's behaviour makes necessary.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SupabaseSignalling } from '../../src/signal/supabase.ts'
import { PretendSocket } from '../pretend/socket.ts'

const TOPIC = 'chat_session_1:call'
const last = () => {
  const socket = PretendSocket.opened.at(-1)
  if (!socket) throw new Error('no socket')
  return socket
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const ear = () => ({ heard: vi.fn(), joined: vi.fn(), ready: vi.fn(), away: vi.fn() })
const listening = (token: () => Promise<string | null> = async () => 'token-1') => {
  const signalling = new SupabaseSignalling('http://supabase.test', 'key', token)
  const heard = ear()
  const stop = signalling.listen(TOPIC, heard)
  return { signalling, heard, stop }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', PretendSocket)
  PretendSocket.opened = []
  PretendSocket.join = () => ({ status: 'ok', response: {} })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('joins privately, with a token from the first moment on', async () => {
  const { heard } = listening()
  await pass(100)
  expect(last().url).toContain('ws://supabase.test/realtime/v1/websocket?apikey=key')
  expect(last().joins[0]).toMatchObject({
    topic: `realtime:${TOPIC}`,
    payload: { access_token: 'token-1', config: { private: true, broadcast: { replication_ready: true } } },
  })
  expect(heard.joined).toHaveBeenCalledTimes(1)
})

test('does not join at all while there is no token', async () => {
  let token: string | null = null
  const { heard } = listening(async () => token)
  await pass(5000)
  expect(PretendSocket.opened.flatMap((s) => s.joins)).toEqual([])
  token = 'late'
  await pass(10_000)
  expect(heard.joined).toHaveBeenCalledTimes(1)
  expect(last().joins[0]?.payload['access_token']).toBe('late')
})

test('hands on what the database says, and when nothing is lost any more', async () => {
  const { heard } = listening()
  await pass(100)
  const { ref } = last().joins[0] ?? { ref: '' }
  const said = { type: 'broadcast', event: 'call', payload: { call_id: '1' } }
  last().say([ref, null, `realtime:${TOPIC}`, 'broadcast', said])
  const ready = { status: 'ok', message: 'Replication connection established', extension: 'system' }
  last().say([ref, null, `realtime:${TOPIC}`, 'system', ready])
  await pass(10)
  expect(heard.heard).toHaveBeenCalledWith('call', { call_id: '1' })
  expect(heard.ready).toHaveBeenCalledTimes(1)
})

test('a channel that the server closed is built anew with a fresh token', async () => {
  let n = 0
  const { heard } = listening(async () => `token-${++n}`)
  await pass(100)
  const { ref } = last().joins[0] ?? { ref: '' }
  const before = n
  last().say([ref, ref, `realtime:${TOPIC}`, 'phx_close', {}])
  await pass(2000)
  expect(heard.away).toHaveBeenCalledWith(false)
  expect(heard.joined).toHaveBeenCalledTimes(2)
  expect(last().joins).toHaveLength(2)
  expect(Number(String(last().joins[1]?.payload['access_token']).split('-')[1])).toBeGreaterThan(before)
})

test('a denied channel is tried once more with a fresh token, then given up', async () => {
  const reason = 'Unauthorized: You do not have permissions to read from this Channel topic'
  PretendSocket.join = () => ({ status: 'error', response: { reason } })
  const { heard } = listening()
  await pass(60_000)
  expect(PretendSocket.opened.flatMap((s) => s.joins)).toHaveLength(2)
  expect(heard.away.mock.calls).toEqual([[false], [true]])
})

test('nothing is ever sent but joins, leaves, tokens and heartbeats', async () => {
  const { stop } = listening()
  await pass(60_000)
  stop()
  await pass(1000)
  const events = new Set(PretendSocket.opened.flatMap((s) => s.sent.map((f) => f[3])))
  expect(
    [...events].filter((e) => !['phx_join', 'phx_leave', 'access_token', 'heartbeat'].includes(e)),
  ).toEqual([])
  expect(events).toContain('phx_leave')
})

test('who stops listening hears no more, and may listen again', async () => {
  const { signalling, heard, stop } = listening()
  await pass(100)
  stop()
  const again = ear()
  signalling.listen(TOPIC, again)
  await pass(5000)
  expect(heard.joined).toHaveBeenCalledTimes(1)
  expect(again.joined).toHaveBeenCalledTimes(1)
})
