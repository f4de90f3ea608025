// What our line says on the wire is what Supabase's own client says: the server was recorded with that one.
import { RealtimeClient } from '@supabase/realtime-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SupabaseSignalling } from '../../src/signal/supabase.ts'
import { PretendSocket } from '../pretend/socket.ts'

const TOPIC = 'chat_session_1:call'
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', PretendSocket)
  PretendSocket.opened = []
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Where the socket went and what it said; numbers that only pair question and answer are left out. */
const said = () =>
  PretendSocket.opened.map(({ url, sent }) => ({
    url: decodeURIComponent(url),
    sent: sent.map(([joinRef, ref, topic, event, payload]) => ({
      refs: [joinRef !== null, ref !== null],
      topic,
      event,
      payload,
    })),
  }))

/** Another token after 40 s, so that its being offered to the server is compared too. */
const tokens = () => {
  const began = Date.now()
  return async () => (Date.now() - began < 40_000 ? 'token-1' : 'token-2')
}

test('a session of two minutes says the same frames as realtime-js', async () => {
  const client = new RealtimeClient('ws://supabase.test/realtime/v1', {
    params: { apikey: 'key' },
    accessToken: tokens(),
  })
  await client.setAuth()
  const channel = client.channel(TOPIC, {
    config: { private: true, broadcast: { replication_ready: true } },
  })
  channel.on('broadcast', { event: '*' }, () => undefined).subscribe()
  await pass(120_000)
  await Promise.all([channel.unsubscribe(), pass(100)])
  const theirs = said()

  PretendSocket.opened = []
  const stop = new SupabaseSignalling('http://supabase.test', 'key', tokens()).listen(TOPIC, {
    heard: () => undefined,
    joined: () => undefined,
  })
  await pass(120_000)
  stop()
  await pass(100)
  expect(theirs[0]?.sent.length).toBeGreaterThan(5)
  expect(said()).toEqual(theirs)
})
