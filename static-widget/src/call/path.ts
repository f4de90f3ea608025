// The way from browser to browser: direct first, a relay where the tenant has one, and another look when a path breaks.
//
//   ticket ──first receipt (visitor), no direct path for a moment (agent)──▶ asked ──▶ held ──gathering──▶ used
//                                                                            └──▶ refused: it goes on without
//
// A visitor's gathering waits for the credential while it rings, never after the accept: so fallback costs no time, and no relay costs none
// either. Whoever answers does so at once, and asks for no credential while a direct path may stand first; is that late, the relay joins by
// an ICE restart. Where only a relay is allowed, both describe themselves at once and gather when the credential is there.
import type { CallState, Effect, Step } from './state.ts'

/** A direct path stands within about three round trips; one that takes longer is worth a relay's. */
const PATH_WITHIN_MS = 1500
/** Most direct paths stand by then; whoever answers asks for a relay's credential only now, and has it before the path is late. */
export const DIRECT_WITHIN_MS = 500
/** A path that broke is looked for again and again until somebody gives up. */
const RESTART_AGAIN_MS = 5000

export const waitForPath = (): Effect => ({ do: 'wait', timer: 'path', ms: PATH_WITHIN_MS })

const onlyRelay = (s: CallState): boolean => s.ice?.policy === 'relay'
export const isRunning = ({ phase }: CallState): boolean =>
  ['ringing', 'accepted', 'connected'].includes(phase)
const isOpen = (s: CallState): boolean => !s.hanging && isRunning(s)

/** What each step may have made possible: going live, asking for a credential. */
export const afterwards = ([s, ...effects]: Step): Step => {
  if (!isOpen(s)) return [s, ...effects]
  const [gone, ...live] = goLive(s)
  const [asked, ...mint] = mintRelay(gone)
  const [given, ...end] = giveUp(asked)
  return [given, ...live, ...effects, ...mint, ...end]
}

/** An agent, and whoever builds a new connection, is live from the start; a visitor's offer waits for its relay while it rings. */
const goLive = (s: CallState): Step => {
  if (s.live || s.ice === null || s.role === 'agent') return [s]
  // Whoever says something has accepted, whatever of the row is known here yet.
  const alone = s.phase === 'ringing' && s.heard === 0
  const waits = alone && ['wanted', 'asked', 'early'].includes(s.relay)
  if (waits && !onlyRelay(s)) return [s]
  const used = s.servers !== null
  const ice = s.servers === null ? s.ice : { ...s.ice, servers: s.servers }
  const next: CallState = { ...s, live: true, servers: null, relay: used ? 'used' : s.relay }
  return [next, { do: 'start', generation: s.generation, ice, ticket: s.ticket }]
}

const mintRelay = (s: CallState): Step => {
  const heard = s.role === 'agent' || s.devices > 0 || s.phase !== 'ringing'
  if (s.relay !== 'wanted' || s.ticket === null || !heard) return [s]
  return [
    { ...s, relay: 'asked' },
    { do: 'mint', generation: s.generation, ticket: s.ticket },
  ]
}

const giveUp = (s: CallState): Step => {
  const none = ['none', 'refused'].includes(s.relay)
  if (!none || s.phase === 'connected' || !(onlyRelay(s) || s.path === 'lost')) return [s]
  return [{ ...s, relay: 'ended' }, endWith(s, 'no_path')]
}

type Intent = Extract<Effect, { do: 'end' }>['intent']
export const endWith = (s: CallState, intent: Intent): Effect => ({
  do: 'end',
  callId: s.callId ?? '',
  generation: s.generation,
  intent,
})

export const relayed = (s: CallState, servers: CallState['servers'], early: boolean): Step => {
  if (s.relay !== 'asked') return [s]
  if (servers === null) return [{ ...s, relay: early && s.path !== 'lost' ? 'early' : 'refused' }]
  if (onlyRelay(s))
    return [
      { ...s, relay: 'used' },
      { do: 'admit', servers },
    ]
  const next: CallState = { ...s, relay: 'held', servers }
  return s.live && s.path !== 'sought' && s.media !== 'up' ? restart(next) : [next]
}

export const directIsLate = (s: CallState): Step =>
  s.relay === 'spared' && s.media !== 'up' ? [{ ...s, relay: 'wanted' }] : [s]

/** The direct path is late. */
export const pathIsLate = (s: CallState): Step => {
  if (!isOpen(s) || s.media === 'up') return [s]
  const next: CallState = { ...s, path: s.path === 'sought' ? 'late' : s.path }
  return s.servers !== null || s.moved ? restart(next) : [next]
}

/** No path was found at all: with a relay that was not tried yet there is another look. */
export const pathIsLost = (s: CallState): Step => {
  if (s.servers !== null) return restart(s)
  const relay = s.relay === 'spared' ? 'wanted' : s.relay
  const coming = ['wanted', 'asked'].includes(relay)
  return coming ? [{ ...s, relay, path: 'lost' }] : [s, endWith(s, 'no_path')]
}

/** Before anybody has described himself there is nothing to restart: then the first look at the path's time does it. */
export const networkChanged = (s: CallState): Step => {
  if (!isOpen(s) || !s.live) return [s]
  return s.described ? restart(s) : [{ ...s, moved: true }]
}

/** The relay is part of the look that is on its way: another look would replace it before it can be answered. */
export const rejoined = (s: CallState): CallState => ({ ...s, servers: null, moved: false, relay: 'used' })

export const restart = (s: CallState): Step => {
  const next = s.servers === null ? { ...s, moved: false } : rejoined(s)
  return [next, { do: 'restart', generation: s.generation, servers: s.servers }]
}

/** While nothing is heard, again and again. */
export const restartAgain = (s: CallState): Step => {
  if (s.phase !== 'connected' || s.hanging || s.media !== 'silent') return [s]
  const [next, ...effects] = restart(s)
  return [next, ...effects, { do: 'wait', timer: 'restart', ms: RESTART_AGAIN_MS }]
}
