// `make call`: two real browsers call each other, the visitor speaking 440 Hz and the agent 1000 Hz. Prints what happened when,
// and as its last line one JSON object. RUNS=20 makes twenty calls and prints min, median and max.
// FIREWALL=udp (or none, tcp, tls, dark …) puts the two into networks of their own with a real firewall between them; where no
// path is left, the call must fail with its name and the offer of a callback.
// TENANT=initech, or any tenant without voice, is called past the hidden button, and must be refused.
import { launch, NoBrowser } from './browser/chromium.mjs'
import { temporaryFolder } from './browser/temporary.mjs'
import { toneFile } from './browser/tones.mjs'
import { spread } from './figures.mjs'
import { firewalledCall } from './network/call.mjs'
import { NoNetwork } from './network/command.mjs'
import { agentAt } from './people/agent.mjs'
import { configOf, visitorByHand } from './people/by-hand.mjs'
import { AGENT_HZ, oneCall, VISITOR_HZ } from './people/one-call.mjs'
import { visitorAt } from './people/visitor.mjs'
import { keyOf, openStack } from './stack/stack.mjs'

const TENANT = process.env.TENANT || 'acme'
const KEY = keyOf(TENANT)
const FIREWALL = process.env.FIREWALL || ''
const RUNS = Math.max(1, Number(process.env.RUNS || 1))
const TALK_MS = 2000

/** @param {import('./stack/stack.mjs').Stack} stack */
const refusedCall = async (stack) => {
  const config = await configOf(stack.site, KEY)
  const visitor = await visitorByHand(config, KEY)
  const before = await stack.ledger.calls(KEY)
  const { status, body } = await visitor.call()
  const after = await stack.ledger.calls(KEY)
  console.log(
    `call-request of a modified client: ${status} ${JSON.stringify(body)}; call rows: ${after.length}`,
  )
  if (after.length !== before.length) return { ok: false, why: 'a call row exists', said: body }
  return body.refused ? { refused: body.refused } : { ok: false, why: 'not refused', said: body }
}

/** @param {import('./stack/stack.mjs').Stack} stack */
const heardCalls = async (stack) => {
  const folder = temporaryFolder()
  const browsers = await Promise.all(
    [VISITOR_HZ, AGENT_HZ].map((hz) => launch({ wav: toneFile(folder, hz) })),
  )
  try {
    const [visitors, agents] = /** @type {[typeof browsers[0], typeof browsers[0]]} */ (browsers)
    const agent = await agentAt(agents, stack.deskPage(TENANT), stack.signIn(TENANT))
    await stack.offersCalls(TENANT)
    const calls = []
    for (let i = 0; i < RUNS; i++) calls.push(await ledgered(visitors, agent, stack))
    return summary(calls)
  } finally {
    await Promise.all(browsers.map((b) => b.close()))
  }
}

/**
 * One call of a new visitor, and what is on record of it.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {import('./people/agent.mjs').Agent} agent
 * @param {import('./stack/stack.mjs').Stack} stack
 */
const ledgered = async (browser, agent, stack) => {
  const visitor = await visitorAt(browser, stack.visitorPage(TENANT))
  try {
    const call = await oneCall(visitor, agent, stack.ledger, { tenant: KEY, talkMs: TALK_MS })
    const outcomes = await stack.ledger.settledOutcomes(call.call)
    const once = outcomes.length === 1 && outcomes[0]?.recorded_by === 'call-outcome'
    const ok = call.toneAtVisitor && call.toneAtAgent && once
    const told = {
      ok,
      visitor_heard_hz: Math.round(call.heard.visitor.hz * 10) / 10,
      agent_heard_hz: Math.round(call.heard.agent.hz * 10) / 10,
      ring_ms: Math.round(call.ring_ms),
      accept_to_audio_ms: call.accept_to_audio_ms === null ? null : Math.round(call.accept_to_audio_ms),
      signals: call.signals,
      pushes: await stack.ledger.pushes(call.call),
      outcome: outcomes[0] ?? null,
      ...(outcomes.length === 1 ? {} : { outcomes: outcomes.length }),
    }
    console.log(`since the tap, ms: ${JSON.stringify(call.timeline)}`)
    return told
  } finally {
    await visitor.close()
  }
}

/** @param {Awaited<ReturnType<typeof ledgered>>[]} calls */
const summary = (calls) => {
  const [only] = calls
  if (calls.length === 1 && only) return only
  const of = (/** @type {'ring_ms' | 'accept_to_audio_ms' | 'signals' | 'pushes'} */ what) =>
    spread(calls.map((c) => c[what]))
  return {
    ok: calls.every((c) => c.ok),
    runs: calls.length,
    failed: calls.filter((c) => !c.ok).length,
    visitor_heard_hz: calls.at(-1)?.visitor_heard_hz,
    agent_heard_hz: calls.at(-1)?.agent_heard_hz,
    ring_ms: of('ring_ms'),
    accept_to_audio_ms: of('accept_to_audio_ms'),
    signals: of('signals'),
    pushes: of('pushes'),
    outcome: calls.at(-1)?.outcome,
  }
}

/** @returns {Promise<{ ok?: boolean, refused?: string, lost_to?: string }>} */
const main = async () => {
  if (FIREWALL) return firewalledCall(TENANT, FIREWALL, TALK_MS)
  const stack = await openStack()
  try {
    const { features } = await configOf(stack.site, KEY)
    return features.voice_enabled ? await heardCalls(stack) : await refusedCall(stack)
  } finally {
    await stack.close()
  }
}

try {
  const said = await main()
  console.log(JSON.stringify(said))
  process.exitCode = said.ok || said.refused || said.lost_to ? 0 : 1
} catch (e) {
  const known = e instanceof NoBrowser || e instanceof NoNetwork
  console.error(known ? e.message : e)
  if (!known) console.log(JSON.stringify({ ok: false, error: String(e).split('\n')[0] }))
  process.exitCode = 1
}
