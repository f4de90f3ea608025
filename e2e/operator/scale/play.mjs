// Plays the model's events against a running stack, by its public addresses, and reads what the database counted.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

/** @typedef {import('../../stack/stack.mjs').Stack} Stack */
/** @typedef {import('./model.mjs').Event} Event */
/** @typedef {{ id: string, visitor: string, agent: string, token: string, agentToken: string }} Call */

const SDP = `v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n${'a=x\r\n'.repeat(300)}`
const REPORT = {
  connected: true,
  media_heard_ms_ago: 20,
  bytes_sent: 100_000,
  bytes_received: 100_000,
  path: 'direct',
  protocol: 'udp',
  quality: { rtt_ms: 38, loss: 0, jitter_ms: 4 },
  client: 'scale',
  cause: null,
}
const STATS = `select (select sum(n_tup_ins) from pg_stat_user_tables where schemaname = 'realtime' and relname like 'messages%')::bigint as pushes,
  pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint as wal`

/** @param {Stack} stack */
export const openStage = (stack) => {
  const { state } = stack
  /** @param {string} url @param {unknown} body @param {Record<string, string>} headers */
  const post = async (url, body, headers) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    const said = await answer.json()
    if (!answer.ok || said?.refused) throw new Error(`${url}: ${answer.status} ${JSON.stringify(said)}`)
    return said
  }
  const apikey = state.keys.publishable
  /** @param {string} name @param {string} token @param {unknown} body */
  const rpc = (name, token, body) =>
    post(`${state.supabase}/rest/v1/rpc/${name}`, body, { apikey, authorization: `Bearer ${token}` })
  /** @param {string} name @param {unknown} body @param {string} [token] */
  const fn = (name, body, token) =>
    post(`${state.functions}/${name}/`, body, token ? { authorization: `Bearer ${token}` } : {})

  /** The people of Globex, made for this: an agent has one call at a time. @param {number} count */
  const agents = async (count) => {
    const { email, password } = stack.signIn('globex', 'Hugo')
    const first = await stack.ledger.rows(`select encrypted_password from auth.users where email = $1`, [
      email,
    ])
    const made = []
    for (let n = 0; n < count; n++) {
      const id = randomUUID()
      const mail = `scale-${id}@globex.example`
      await stack.ledger.rows(
        `insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data) values ($1, 'authenticated', 'authenticated', $2, $3, now(), '{}', '{}')`,
        [id, mail, first[0].encrypted_password],
      )
      const tenant = (
        await stack.ledger.rows(
          `insert into public.tenant_agents (user_id, tenant_id, role, display_name) select $1, id, 'agent', 'Scale' from public.tenants where public_key = 'pk_globex_demo' returning tenant_id`,
          [id],
        )
      )[0].tenant_id
      const { access_token: token } = await post(
        `${state.supabase}/auth/v1/token?grant_type=password`,
        { email: mail, password },
        { apikey },
      )
      made.push({ token, instance: randomUUID(), tenant })
    }
    return made
  }

  /** @param {{ token: string, instance: string, tenant: string }} desk */
  const beat = (desk) =>
    rpc('parley_desk_beat', desk.token, {
      p_instance: desk.instance,
      p_tenant: desk.tenant,
      p_status: 'available',
      p_ringing: [],
    })

  /** @param {Event} event @param {Call} call */
  const act = async ({ kind, side }, call) => {
    const mine =
      side === 'visitor'
        ? { token: call.token, instance: call.visitor }
        : { token: call.agentToken, instance: call.agent }
    const party = { p_call: call.id, p_instance: mine.instance }
    switch (kind) {
      case 'session':
        call.token = (await fn('visitor-session', { tenant: 'pk_globex_demo' })).token
        return
      case 'request':
        return fn(
          'call-request',
          { call_id: call.id, instance: call.visitor, media: 'audio', offer: { sdp: SDP } },
          call.token,
        )
      case 'accept':
        return rpc('parley_accept_call', mine.token, party)
      case 'signal':
        return rpc('parley_send_signal', mine.token, {
          ...party,
          p_generation: 0,
          p_id: randomUUID(),
          p_type: side === 'agent' ? 'answer' : 'candidate',
          p_payload: { sdp: side === 'agent' ? SDP : 'candidate' },
          p_after: 0,
        })
      case 'state':
        return rpc('parley_call_state', mine.token, { p_call: call.id, p_after: 0 })
      case 'touch':
        return rpc('parley_touch_call', mine.token, {
          ...party,
          p_generation: 0,
          p_report: REPORT,
          p_leaving: false,
          p_after: 0,
        })
      case 'end':
        return rpc('parley_end_call', mine.token, {
          ...party,
          p_intent: 'hang_up',
          p_report: REPORT,
          p_generation: 0,
        })
    }
  }

  const stats = async () => {
    await stack.ledger.rows('select pg_stat_force_next_flush()')
    await sleep(11_000) // an idle session reports what it counted within ten seconds
    const row = (await stack.ledger.rows(STATS))[0]
    return { pushes: Number(row.pushes), wal: Number(row.wal) }
  }

  return { agents, beat, act, stats }
}

/**
 * Plays calls in real time and says how long each kind took and what the database counted.
 *
 * @param {Stack} stack
 * @param {{ at: number, events: Event[] }[]} calls in order of their start
 */
export const play = async (stack, calls) => {
  const stage = openStage(stack)
  // One machine is one source and one tenant: its limits are another proof's business.
  await stack.ledger.rows(
    `update public.tenants set max_open_calls = 500 where public_key = 'pk_globex_demo'`,
  )
  await stack.ledger.rows(`update parley.settings set value = '6000' where name like 'rate\\_%'`)
  const desks = await stage.agents(calls.length)
  for (const desk of desks) await stage.beat(desk)
  // A desk beats for as long as it is there; what a beat costs is counted apart.
  await stack.ledger.rows(
    `update parley.desks set lease_until = clock_timestamp() + interval '10 minutes' where instance = any ($1)`,
    [desks.map((desk) => desk.instance)],
  )
  const before = await stage.stats()
  const start = performance.now()
  /** @type {number[]} */
  const took = []
  let failed = 0
  await Promise.all(
    calls.map(async ({ events }, n) => {
      const desk = desks[n]
      if (desk === undefined) return
      const call = {
        id: randomUUID(),
        visitor: randomUUID(),
        agent: desk.instance,
        token: '',
        agentToken: desk.token,
      }
      for (const event of events) {
        await sleep(Math.max(0, event.at * 1000 - (performance.now() - start)))
        const began = performance.now()
        try {
          await stage.act(event, call)
          took.push(performance.now() - began)
        } catch (e) {
          failed += 1
          if (failed <= 3) console.log(e instanceof Error ? e.message : e)
        }
      }
    }),
  )
  const after = await stage.stats()
  return {
    pushes: after.pushes - before.pushes,
    wal: after.wal - before.wal,
    failed,
    took,
    seconds: (performance.now() - start) / 1000,
  }
}
