// What a visitor's token can do to a whole project: messages nobody answers, on a topic he may only read, until the real rate counter trips.
import { setTimeout as sleep } from 'node:timers/promises'
import { visitorByHand } from '../people/by-hand.mjs'

const TICK_MS = 20

/**
 * @param {any} config
 * @param {string} tenant public key
 * @param {{ perSecond: number, ms: number }} how
 */
export const flood = async (config, tenant, { perSecond, ms }) => {
  const { session } = await visitorByHand(config, tenant)
  const topic = `realtime:chat_session_${session.session.id}:call`
  const address = `${config.supabase.url.replace(/^http/, 'ws')}/realtime/v1/websocket?apikey=${config.supabase.key}&vsn=2.0.0`
  const socket = new WebSocket(address)
  const say = (/** @type {string} */ event, /** @type {object} */ payload) =>
    socket.send(JSON.stringify(['1', '1', topic, event, payload]))
  await new Promise((open, fail) => {
    socket.onopen = open
    socket.onerror = fail
  })
  const joined = new Promise((done) => {
    socket.onmessage = ({ data }) => String(data).includes('phx_reply') && done(data)
  })
  say('phx_join', { config: { private: true }, access_token: session.token })
  const reply = String(await joined)
  if (!reply.includes('"ok"')) throw new Error(`the flood was not let in: ${reply}`)
  const until = performance.now() + ms
  let sent = 0
  const start = performance.now()
  while (performance.now() < until) {
    const due = ((performance.now() - start) / 1000) * perSecond
    for (; sent < due; sent++) say('foo', {})
    await sleep(TICK_MS)
  }
  socket.close()
  return sent
}
