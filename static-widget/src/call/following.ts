// With a row: the call follows what the row says, and applies what the other side said, in order, once.
import { finish } from './asking.ts'
import type { Call, Grant, Ice, Row } from './messages.ts'
import { DIRECT_WITHIN_MS, waitForPath } from './path.ts'
import type { CallPush, SignalPush } from './pushes.ts'
import type { Signal } from './signals.ts'
import type { CallState, Effect, Step, Timer } from './state.ts'

/** A commit is streamed a moment before others can see it: a read that a push caused may still find the row as it was. */
const UNSEEN_AGAIN_MS = 300
export const isBehind = (s: CallState): boolean => s.row !== null && s.row.version < s.expected

/** How soon the row is read again; null while media flows and touching is enough. */
export const pollAfter = (s: CallState): number | null => {
  if (s.timing === null || s.phase === 'ended') return null
  if (isBehind(s)) return UNSEEN_AGAIN_MS
  if (s.phase === 'ringing') return s.timing.poll_ringing
  if (s.media === 'silent') return s.timing.media_stall
  return s.phase === 'connected' && s.media === 'up' ? null : s.timing.poll_connecting
}

export const waitToPoll = (s: CallState): Effect[] => {
  const ms = pollAfter(s)
  return ms === null ? [] : [wait('poll', ms)]
}

export const wait = (timer: Timer, ms: number): Effect => ({ do: 'wait', timer, ms })
export const read = (s: CallState): Effect => ({ do: 'read', callId: s.callId ?? '', after: s.heard })

export const touch = (s: CallState): Effect => ({
  do: 'touch',
  callId: s.callId ?? '',
  generation: s.generation,
  after: s.heard,
  leaving: false,
})

export const granted = (s: CallState, grant: Grant): Step => {
  if (grant.call.call_id !== s.callId) return [s]
  const { ice, timing, visitor, page } = grant
  const { generation } = grant.call
  const ticket = grant.relay_ticket
  const spared = s.asks === 'accept' && ice.policy !== 'relay'
  const relay = ticket === null ? 'none' : spared ? 'spared' : 'wanted'
  const known: CallState = { ...s, ice, timing, visitor, page, generation, ticket, relay }
  const next: CallState = { ...known, media: 'starting', live: s.role === 'agent' }
  // A visitor's offer goes live by itself, when its time has come (path.ts).
  const live: Effect[] = s.role === 'agent' ? [{ do: 'connect', generation, ice, ticket }] : []
  if (s.hanging) {
    const end = { do: 'end', callId: grant.call.call_id, generation, intent: 'hang_up' } as const
    return chain([next, end], (x) => learn(x, { call: grant.call, signals: [] }))
  }
  const after: Effect[] = s.asks === 'resume' ? [{ do: 'microphone' }] : []
  const begun: CallState = s.asks === 'resume' ? { ...next, microphone: 'asked' } : next
  const first: Step = [
    begun,
    ...live,
    wait('touch', timing.touch),
    ...(relay === 'spared' ? [wait('relay', DIRECT_WITHIN_MS)] : []),
    ...after,
  ]
  const learnt = chain(first, (x) => learn(x, { call: grant.call, signals: withOffer(s, grant) }))
  return s.missed ? chain(learnt, (x) => (x.phase === 'ended' ? [x] : [x, read(x)])) : learnt
}

/** An accept hands over the offer by itself; should the list lack it, it counts as the first signal. */
const withOffer = (s: CallState, grant: Grant): readonly Signal[] => {
  if (s.asks !== 'accept' || grant.offer === null || grant.signals.some((x) => x.type === 'offer'))
    return grant.signals
  const { generation, call_id: id } = grant.call // no id of its own: it is never sent on
  return [{ seq: 1, generation, id, type: 'offer', payload: grant.offer }, ...grant.signals]
}

/** Any answer about our call. An answer older than what we know is dropped whole: a newer one is on its way. */
export const learn = (s: CallState, { call, signals }: Row): Step => {
  if (call.call_id !== s.callId) return [s]
  if (call.state === 'ended') return over(s, call)
  if (call.version < (s.row?.version ?? 0) || call.generation < s.generation) return [s]
  return chain(absorb(s, call), (x) => hear(x, signals))
}

/** Whoever did not end the call itself still owes the ledger what it measured. */
const over = (s: CallState, call: Call): Step => {
  const [ended, ...effects] = finish(
    { ...s, row: call },
    call.end ? { why: 'ended', end: call.end } : { why: 'left' },
  )
  const probe: Effect[] = call.end?.reason === 'failed' ? [{ do: 'probe', callId: s.callId ?? '' }] : []
  const owed = s.hanging || s.media === 'none' ? [] : [touch(s)]
  return [ended, ...owed, ...effects, ...probe]
}

const absorb = (s: CallState, call: Call): Step => {
  if (call.state === 'ended') return [s]
  const was = s.phase
  const again = was === 'accepted' && call.state === 'ringing'
  const next: CallState = {
    ...s,
    row: call,
    phase: call.state,
    devices: call.devices,
    relay: s.relay === 'early' ? 'wanted' : s.relay,
    // The next agent counts from anew.
    heard: again ? 0 : s.heard,
    described: again ? false : s.described,
  }
  const newer = call.generation > s.generation ? renew(next, call.generation, s.ice) : ([next] as Step)
  return chain(newer, (x) => [x, ...(was === call.state ? [] : arrived(x))])
}

/** A new generation: a new peer connection on both sides, and the visitor offers. */
const renew = (s: CallState, generation: number, ice: Ice | null): Step => {
  const { ticket } = s
  const relay = ticket === null ? 'none' : 'wanted'
  const fresh: CallState = { ...s, relay, servers: null, live: true, path: 'sought', moved: false }
  const next: CallState = { ...fresh, generation, described: false, media: 'starting' }
  if (ice === null || s.hanging) return [next]
  const survivor = s.timing ? [wait('survivor', s.timing.survivor_after)] : []
  return [next, { do: 'connect', generation, ice, ticket }, ...waitToPoll(next), ...survivor]
}

const arrived = (s: CallState): Effect[] => {
  if (s.timing === null) return []
  const poll = waitToPoll(s)
  if (s.phase === 'ringing' && s.role === 'visitor')
    return [...poll, wait('callback', s.timing.callback_after)]
  if (s.phase === 'accepted' && s.role === 'visitor' && !s.described)
    return [...poll, wait('ring-again', s.timing.ring_again_after)]
  if (s.phase === 'connected' && s.media !== 'up') return [...poll, wait('survivor', s.timing.survivor_after)]
  return poll
}

const hear = (s: CallState, signals: readonly Signal[]): Step => {
  const fresh = signals.filter((x) => x.seq > s.heard).sort((a, b) => a.seq - b.seq)
  return fresh.reduce<Step>((so, signal) => chain(so, (x) => take(x, signal)), [s])
}

/** Applies what belongs to this generation; what is older is only counted. */
const take = (s: CallState, signal: Signal): Step => {
  if (signal.seq <= s.heard) return [s]
  const counted = { ...s, heard: signal.seq }
  if (signal.generation !== s.generation || s.hanging) return [counted]
  const described = s.described || signal.type !== 'candidate'
  const begins = described && !s.described ? [waitForPath()] : []
  return [{ ...counted, described }, { do: 'apply', signal }, ...begins]
}

export const pushed = (s: CallState, push: SignalPush): Step => {
  if (push.call_id !== s.callId) return [s]
  if (s.row === null) return [{ ...s, missed: true }]
  if (push.seq <= s.heard) return [s]
  if (push.seq > s.heard + 1 || push.generation > s.generation) return [s, read(s)]
  const { call_id: _, ...signal } = push
  return take(s, signal)
}

export const nudged = (s: CallState, push: CallPush): Step => {
  if (push.call_id !== s.callId) return [s]
  if (s.row === null) return [{ ...s, missed: true }]
  const news = push.version > s.row.version || push.generation > s.generation || push.state === 'ended'
  if (!news) return [s]
  const next: CallState = { ...s, expected: Math.max(s.expected, push.version) }
  return [next, read(next), ...waitToPoll(next)]
}

/**
 * `stale`: the call has moved on to a generation that we had not seen when we asked, or our side lives in another page now. What was asked
 * for a generation that we have left since says nothing about this page.
 */
export const overtaken = (s: CallState, call: Call, asked: number): Step => {
  if (call.call_id !== s.callId) return [s]
  if (call.generation <= s.generation && call.state !== 'ended')
    return asked < s.generation ? [s] : finish(s, { why: 'elsewhere' })
  return chain(learn(s, { call, signals: [] }), (x) => (x.phase === 'ended' ? [x] : [x, touch(x)]))
}

const chain = ([s, ...effects]: Step, then: (s: CallState) => Step): Step => {
  const [next, ...more] = then(s)
  return [next, ...effects, ...more]
}
