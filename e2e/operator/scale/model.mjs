// What a call and a desk ask of each part, as events over time. One generator serves both: the measurement plays its events against a
// stack, the simulation only counts them. So the simulation can be held against what the stack counted.

/**
 * @typedef {'session' | 'request' | 'beat' | 'accept' | 'signal' | 'state' | 'touch' | 'end'} Kind
 * @typedef {'visitor' | 'agent'} Side
 * @typedef {{ at: number, kind: Kind, side: Side, call: number }} Event seconds from the start
 * @typedef {{ rings: number, talks: number }} Shape seconds
 */

/** As parley.settings has them. */
export const FIGURES = { beat: 10, touch: 15, poll_ringing: 3, poll_connecting: 1, connects: 0.5 }

/** Which events are requests to a function; all others but them are rpcs of the database. */
export const FUNCTIONS = new Set(['session', 'request'])

/**
 * Rows of realtime.messages that an event makes: hints to both sides, rings and their ends to the desks, signals to who is there to hear them.
 *
 * @param {Event} event
 * @param {boolean} connects whether it is the first report of media
 */
export const pushesOf = ({ kind, side }, connects) => {
  switch (kind) {
    case 'request':
      return 2 // to the desks, and to the visitor
    case 'accept':
      return 3 // to both, and to the desks that stop ringing
    case 'signal':
      return side === 'agent' ? 1 : 0 // before the accept nobody is there to hear the visitor's
    case 'touch':
      return connects ? 2 : 0
    case 'end':
      return 2
    default:
      return 0
  }
}

/** The events of one call, its visitor's and its agent's. @param {number} call @param {number} start @param {Shape} shape @returns {Event[]} */
export const eventsOf = (call, start, { rings, talks }) => {
  /** @type {Event[]} */
  const all = []
  /** @param {number} at @param {Kind} kind @param {Side} side */
  const say = (at, kind, side) => all.push({ at: start + at, kind, side, call })
  say(0, 'session', 'visitor')
  say(0.05, 'request', 'visitor')
  say(0.35, 'signal', 'visitor')
  for (let at = FIGURES.poll_ringing; at < rings; at += FIGURES.poll_ringing) say(at, 'state', 'visitor')
  say(rings, 'accept', 'agent')
  say(rings + 0.1, 'signal', 'agent')
  say(rings + 0.4, 'signal', 'agent')
  const talking = rings + FIGURES.connects
  for (const side of /** @type {Side[]} */ (['visitor', 'agent'])) {
    say(talking, 'touch', side)
    for (let at = FIGURES.touch; at < talks; at += FIGURES.touch) say(talking + at, 'touch', side)
  }
  say(talking + talks, 'end', 'visitor')
  return all.sort((a, b) => a.at - b.at)
}

/** @param {() => number} chance @param {number} mean seconds */
export const exponential = (chance, mean) => -Math.log(1 - chance()) * mean

/** Calls that begin at random: Poisson arrivals. @param {() => number} chance @param {{ calls: number, perSecond: number, talks: number, rings: number }} plan */
export const arrivals = (chance, { calls, perSecond, talks, rings }) => {
  let at = 0
  return Array.from({ length: calls }, () => {
    at += exponential(chance, 1 / perSecond)
    return { at, shape: { rings: rings * (0.5 + chance()), talks: talks * (0.5 + chance()) } }
  })
}

/** @typedef {{ functions: number, rpcs: number, pushes: number, peak: number, seconds: number, byKind: Record<string, number> }} Counted */

/** @param {Event[]} events @returns {Counted} */
export const counted = (events) => {
  /** @type {Record<string, number>} */
  const byKind = {}
  let open = 0
  let peak = 0
  let pushes = 0
  let functions = 0
  const connected = new Set()
  for (const event of [...events].sort((a, b) => a.at - b.at)) {
    const { kind, call } = event
    byKind[kind] = (byKind[kind] ?? 0) + 1
    pushes += pushesOf(event, !connected.has(call))
    if (kind === 'touch') connected.add(call)
    if (FUNCTIONS.has(kind)) functions += 1
    if (kind === 'request') open += 1
    if (kind === 'end') open -= 1
    peak = Math.max(peak, open)
  }
  const seconds = Math.max(0, ...events.map((event) => event.at))
  return { functions, rpcs: events.length - functions, pushes, peak, seconds, byKind }
}
