// What goes over the wire, and what every kind of answer becomes.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AgentAuth } from '../../src/api/auth.ts'
import { deskOf } from '../../src/api/desk.ts'
import { judge, patiently } from '../../src/api/http.ts'
import { partyOf } from '../../src/api/party.ts'
import type { Rpc } from '../../src/api/rpc.ts'
import { Visitor } from '../../src/api/visitor.ts'
import { config } from '../../src/call/config.ts'
import { row } from '../../src/call/messages.ts'

const example = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../shared/protocol', name), 'utf8'))

describe('an answer', () => {
  test.each([
    ['a value', 200, 'rpc/parley_call_state.answer.json', 'ok'],
    ['a refusal of an rpc', 200, 'rpc/refused.stale.json', 'refused'],
    ['a refusal of a function', 409, 'refused/already_in_call.json', 'refused'],
    ['a refusal that says later', 429, 'refused/too_many_requests.json', 'refused'],
    ['a rejection of an rpc', 403, 'rpc/rejected.json', 'rejected'],
    ['a rejection of a function', 400, 'functions/rejected.json', 'rejected'],
    ['an outage', 503, 'functions/failed.json', 'failed'],
  ])('%s (%i)', (_, status, name, kind) => {
    expect(judge(status, example(name), row).is).toBe(kind)
  })

  test('is asked for again only while nobody is there', async () => {
    vi.useFakeTimers()
    const answers = ['failed', 'failed', 'refused', 'ok'] as const
    let asked = 0
    const done = patiently(async () => ({ is: answers[asked++] }) as never, [10, 10, 10])
    await vi.advanceTimersByTimeAsync(100)
    expect(await done).toEqual({ is: 'refused' })
    expect(asked).toBe(3)
    vi.useRealTimers()
  })
})

describe('what is asked', () => {
  const asked: { name: string; args: Record<string, unknown> }[] = []
  const rpc: Rpc = async (name, args) => {
    asked.push({ name, args })
    return { is: 'failed' } as never
  }
  const instance = '0b9f5f4e-2a51-4f6e-9d0a-5d2f8a1c7e10'
  const last = () => asked.at(-1)

  test.each([
    [
      'parley_send_signal',
      (a: Record<string, never>) =>
        partyOf(rpc, a['p_instance'] ?? '').send(
          a['p_call'] ?? '',
          0,
          a['p_id'] ?? '',
          { type: 'answer', payload: a['p_payload'] ?? { sdp: '' } },
          2,
        ),
    ],
    [
      'parley_accept_call',
      (a: Record<string, never>) => partyOf(rpc, a['p_instance'] ?? '').accept(a['p_call'] ?? ''),
    ],
    [
      'parley_resume_call',
      (a: Record<string, { sdp: string } & string>) =>
        partyOf(rpc, a['p_instance'] ?? '').resume(a['p_call'] ?? '', a['p_offer']?.sdp ?? ''),
    ],
    [
      'parley_touch_call',
      (a: Record<string, never>) =>
        partyOf(rpc, a['p_instance'] ?? '').touch(a['p_call'] ?? '', 0, a['p_report'] as never, false, 1),
    ],
    [
      'parley_end_call',
      (a: Record<string, never>) =>
        partyOf(rpc, a['p_instance'] ?? '').end(a['p_call'] ?? '', 0, 'hang_up', a['p_report'] as never),
    ],
    ['parley_call_state', (a: Record<string, never>) => partyOf(rpc, instance).read(a['p_call'] ?? '', 0)],
    [
      'parley_ring_again',
      (a: Record<string, never>) => partyOf(rpc, a['p_instance'] ?? '').ringAgain(a['p_call'] ?? ''),
    ],
    [
      'parley_decline_call',
      (a: Record<string, never>) => deskOf(rpc, '', a['p_instance'] ?? '').decline(a['p_call'] ?? ''),
    ],
    [
      'parley_desk_beat',
      (a: Record<string, never>) =>
        deskOf(rpc, a['p_tenant'] ?? '', a['p_instance'] ?? '').beat('available', a['p_ringing'] ?? []),
    ],
    [
      'parley_desk_history',
      (a: Record<string, never>) =>
        deskOf(rpc, a['p_tenant'] ?? '', instance).history(
          { search: a['p_search'] ?? '', reason: '' },
          null,
          20,
        ),
    ],
  ])('%s is asked to the letter of the contract', async (name, ask) => {
    const args = example(`rpc/${name}.args.json`)
    void (ask as (a: unknown) => unknown)(args)
    await Promise.resolve()
    expect(last()).toEqual({ name, args })
  })
})

describe('sessions', () => {
  const answers: unknown[] = []
  const sent: { url: string; body: unknown }[] = []
  beforeEach(() => {
    localStorage.clear()
    answers.length = 0
    sent.length = 0
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      sent.push({ url, body: JSON.parse(String(init.body)) })
      const next = answers.shift() as { status?: number }
      return new Response(JSON.stringify(next), { status: next.status ?? 200 })
    })
  })
  afterEach(() => void vi.unstubAllGlobals())
  const shop = config(example('functions/widget-config.answer.json'))

  test('a visitor keeps the chat session, and starts anew when its secret is no longer good', async () => {
    answers.push(example('functions/visitor-session.answer.json'))
    await new Visitor(shop, 'pk_acme_demo', localStorage).session()
    expect(sent.at(-1)?.body).toEqual(example('functions/visitor-session.first-request.json'))

    answers.push(example('functions/rejected.json'), example('functions/visitor-session.answer.json'))
    const again = new Visitor(shop, 'pk_acme_demo', localStorage)
    expect((await again.session())?.session.id).toBe('5e551011-0000-4000-8000-000000000001')
    expect(sent.map((s) => s.body).slice(1)).toEqual([
      example('functions/visitor-session.request.json'),
      example('functions/visitor-session.first-request.json'),
    ])
  })

  test('a visitor’s token is asked for once by many, and again when it is nearly spent', async () => {
    vi.useFakeTimers()
    answers.push(
      example('functions/visitor-session.answer.json'),
      example('functions/visitor-session.answer.json'),
    )
    const visitor = new Visitor(shop, 'pk_acme_demo', localStorage)
    await Promise.all([visitor.token(), visitor.token(), visitor.token()])
    expect(sent).toHaveLength(1)
    vi.advanceTimersByTime(509_000)
    await visitor.token()
    expect(sent).toHaveLength(1)
    vi.advanceTimersByTime(2000)
    localStorage.clear() // by the host's page, in the middle of a call
    await visitor.token()
    expect(sent).toHaveLength(2)
    expect(sent.at(-1)?.body).toEqual(example('functions/visitor-session.request.json'))
    vi.useRealTimers()
  })

  test('an agent signs in, refreshes in time, and is signed out when the refresh is refused', async () => {
    vi.useFakeTimers()
    vi.stubGlobal('navigator', { locks: { request: (_: string, then: () => unknown) => then() } })
    const token = (access_token: string) => ({
      access_token,
      refresh_token: 'r',
      expires_in: 3600,
      user: { id: 'u' },
    })
    answers.push(token('one'), token('two'), { status: 400, message: 'gone' })
    const auth = new AgentAuth(shop.supabase, localStorage)
    expect((await auth.signIn('ana@acme.example', 'x')).is).toBe('ok')
    expect(await auth.token()).toBe('one')
    vi.advanceTimersByTime(3_520_000)
    expect(await auth.token()).toBe('two')
    expect(sent.at(-1)).toEqual({
      url: 'http://127.0.0.1:4401/auth/v1/token?grant_type=refresh_token',
      body: { refresh_token: 'r' },
    })
    vi.advanceTimersByTime(3_600_000)
    expect(await auth.token()).toBeNull()
    expect(auth.user).toBeNull()
    vi.useRealTimers()
  })
})
