// Elements show what they are given and ask by events that reach the host page.
import { describe, expect, test } from 'vitest'
import { ALONE } from '../../src/call/company.ts'
import { idle } from '../../src/call/machine.ts'
import type { Ring } from '../../src/call/messages.ts'
import type { CallState, Ending } from '../../src/call/state.ts'
import type { CallSession } from '../../src/session.ts'
import { CallButton } from '../../src/ui/call-button.ts'
import { CallHistory } from '../../src/ui/call-history.ts'
import { CallbackList } from '../../src/ui/callback-list.ts'
import { EndCard } from '../../src/ui/end-card.ts'
import { InCallBar } from '../../src/ui/in-call-bar.ts'
import { IncomingCallDialog } from '../../src/ui/incoming-call-dialog.ts'
import { MicrophoneNotice, microphoneHelp } from '../../src/ui/microphone-notice.ts'
import { RingingView } from '../../src/ui/ringing-view.ts'
import { call, desk } from '../../src/ui/texts/desk/en.ts'
import { endingWords } from '../../src/ui/texts/endings.ts'
import { visitor } from '../../src/ui/texts/visitor/en.ts'
import { speak } from '../../src/ui/texts/words.ts'
import { over, refusal } from '../call/words.ts'

speak({ language: 'en', call, desk, visitor })

type Shown = HTMLElement & { updateComplete: Promise<unknown> }

const show = async <E extends Shown>(element: E, given: Partial<E> = {}): Promise<E> => {
  Object.assign(element, given)
  document.body.replaceChildren(element)
  await element.updateComplete
  return element
}
const within = (element: Element, selector: string) =>
  element.shadowRoot?.querySelector<HTMLElement>(selector)
const asked = (type: string): CustomEvent[] => {
  const heard: CustomEvent[] = []
  document.addEventListener(type, (e) => heard.push(e as CustomEvent), { once: true })
  return heard
}
const ring = (call_id: string, name: string | null): Ring => ({
  call_id,
  ring_ms_left: 1000,
  media: 'audio',
  devices: 0,
  visitor: { name },
  page: { url: 'https://shop.example/cart', title: 'Your cart' },
})

describe('the call button', () => {
  customElements.define('parley-call-button', CallButton)

  test('asks to place a call, and not while it is busy', () => {
    const button = new CallButton()
    button.setAttribute('label', 'Call')
    document.body.replaceChildren(button)
    const heard = asked('call-place')
    within(button, 'button')?.click()
    expect(heard).toHaveLength(1)
    button.toggleAttribute('busy', true)
    expect(within(button, 'button')?.hasAttribute('disabled')).toBe(true)
  })

  test('promises no call by its picture where it brings a message', () => {
    const button = new CallButton()
    const picture = (brings: string) => {
      button.setAttribute('for', brings)
      return within(button, 'path')?.getAttribute('d')
    }
    expect(picture('message')).not.toBe(picture('call'))
  })
})

describe('the microphone notice', () => {
  test('says why before the browser asks', async () => {
    const notice = await show(new MicrophoneNotice(), { microphone: 'asked' })
    expect(within(notice, '#why')?.textContent).toBe(visitor.whyMicrophone)
  })

  test.each(['denied', 'dismissed', 'missing', 'busy', 'policy', 'insecure', 'failed'] as const)(
    'has words for %s and a way on',
    async (failure) => {
      const notice = await show(new MicrophoneNotice(), { microphone: failure })
      expect(within(notice, '#problem')?.textContent).toBe(call.microphones[failure])
      expect(within(notice, '#help')?.textContent).toBe(microphoneHelp(failure))
      const heard = asked('call-retry-microphone')
      within(notice, '#retry')?.click()
      expect(heard).toHaveLength(failure === 'policy' || failure === 'insecure' ? 0 : 1)
    },
  )

  test('leads from an insecure page to the secure one', async () => {
    const notice = await show(new MicrophoneNotice(), { microphone: 'insecure' })
    expect(within(notice, '#secure')?.getAttribute('href')).toMatch(/^(https|about):/)
  })
})

describe('the ring', () => {
  test.each([
    [0, 'Calling …'],
    [1, 'Ringing on 1 device'],
    [3, 'Ringing on 3 devices'],
  ])('with %i devices says %s', async (devices, words) => {
    const view = await show(new RingingView(), { devices })
    expect(within(view, '#devices')?.textContent).toBe(words)
    expect(within(view, '#callback')).toBeNull()
  })

  test('offers a callback that can be asked for', async () => {
    const view = await show(new RingingView(), { callback: true })
    await import('../../src/ui/callback-form.ts')
    const form = within(view, 'parley-callback-form') as Shown
    await form.updateComplete
    const [name, contact] = form.shadowRoot?.querySelectorAll('input') ?? []
    if (!name || !contact) throw new Error('no fields')
    name.value = 'Ada'
    contact.value = 'ada@example.org'
    const heard = asked('callback-request')
    within(form, 'form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    expect(heard[0]?.detail).toEqual({ name: 'Ada', contact: 'ada@example.org', note: '', when: '' })
  })
})

const talking = (state: Partial<CallState> = {}): CallSession =>
  ({
    getState: () => ({ ...idle('visitor'), ...state }),
    subscribe: () => () => undefined,
    status: 'connected',
    company: ALONE,
    fingerprints: [],
    since: 0,
    localLevel: () => 0,
    remoteLevel: () => 0,
  }) as unknown as CallSession

describe('the bar of a running call', () => {
  test('mutes, unmutes and hangs up, and shows a name as text only', async () => {
    const who = '<img src=x onerror=alert(1)>'
    const bar = await show(new InCallBar(), { who, session: talking() })
    expect(within(bar, 'h2')?.textContent).toBe(who)
    expect(within(bar, 'img')).toBeNull()
    const mute = within(bar, '#mute')
    expect(mute?.getAttribute('aria-pressed')).toBe('false')
    const heard = asked('call-mute')
    mute?.click()
    expect(heard[0]?.detail).toEqual({ on: true })
    const hung = asked('call-hang-up')
    within(bar, '#hang-up')?.click()
    expect(hung).toHaveLength(1)
  })

  test('offers a tap where the browser keeps the sound back', async () => {
    const bar = await show(new InCallBar(), { session: talking({ soundBlocked: true }) })
    expect(within(bar, '#hear')?.textContent.trim()).toBe(call.tapToHear)
  })
})

describe('the end card', () => {
  const endings: Ending[] = [
    { why: 'ended', end: over },
    { why: 'refused', refusal: refusal('nobody_available') },
    { why: 'refused', refusal: refusal('a_word_of_tomorrow') },
    { why: 'microphone', failure: 'denied' },
    { why: 'unreachable' },
    { why: 'left' },
  ]
  test.each(endings)('has words for $why, and a way to call again', async (ending) => {
    const card = await show(new EndCard(), { ending })
    expect(within(card, '#reason')?.textContent).toMatch(/\w.*\.$/)
    expect(within(card, '#again')).not.toBeNull()
  })

  test.each(['voice_not_enabled', 'video_not_enabled', 'origin_not_allowed', 'blocked'])(
    'offers no second try where it cannot help: %s',
    async (name) => {
      const card = await show(new EndCard(), { ending: { why: 'refused', refusal: refusal(name) } })
      expect(within(card, '#ended')?.textContent).toBe('No call')
      expect(within(card, '#again')).toBeNull()
      expect(within(card, '#close')).not.toBeNull()
    },
  )

  test('brings a call of another page here', async () => {
    const card = await show(new EndCard(), {
      ending: { why: 'refused', refusal: refusal('already_in_call') },
    })
    const heard = asked('call-continue')
    within(card, '#continue')?.click()
    expect(heard).toHaveLength(1)
  })

  test('every reason has its own words on both sides', () => {
    const reasons = [
      'cancelled',
      'declined',
      'unanswered',
      'abandoned',
      'failed',
      'peer_lost',
      'media_lost',
      'dropped',
    ] as const
    for (const texts of [visitor, desk]) {
      const said = reasons.map((reason) =>
        endingWords(texts, 'agent', { why: 'ended', end: { ...over, reason } }),
      )
      expect(new Set(said).size).toBe(reasons.length)
    }
  })
})

describe('the incoming dialog', () => {
  test('says who calls from where, with the focus on Accept', async () => {
    const dialog = await show(new IncomingCallDialog(), { rings: [ring('1', 'Ada'), ring('2', null)] })
    expect(within(dialog, '[role=alertdialog]')?.getAttribute('aria-label')).toBe('Incoming call')
    expect(within(dialog, '#who-0')?.textContent).toMatch(
      /Ada is calling[\s\S]*Your cart[\s\S]*shop\.example/,
    )
    expect(within(dialog, '#who-1')?.textContent).toMatch(/A visitor is calling/)
    expect(dialog.shadowRoot?.activeElement?.className).toContain('accept')
  })

  test('accepts by the button and declines by Escape', async () => {
    const dialog = await show(new IncomingCallDialog(), { rings: [ring('1', 'Ada')] })
    const accepted = asked('call-accept')
    within(dialog, '.accept')?.click()
    expect(accepted[0]?.detail).toEqual({ callId: '1' })
    const declined = asked('call-decline')
    dialog.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    expect(declined[0]?.detail).toEqual({ callId: '1' })
  })

  test('is gone when nothing rings', async () => {
    const dialog = await show(new IncomingCallDialog(), { rings: [] })
    expect(within(dialog, '[role=alertdialog]')).toBeNull()
  })
})

test('the list of calls shows outcomes, and refreshes on demand', async () => {
  const call = {
    call_id: '1',
    at: '2026-11-22T10:00:00+00:00',
    state: 'ended',
    media: 'audio',
    visitor: { name: 'Ada' },
    agent: { name: 'Ana' },
    page: null,
    reason: 'hung_up',
    by: 'visitor',
    ring_seconds: 4,
    talk_seconds: 61,
    path: 'direct',
    cause: null,
    quality: { rtt_ms: 48, loss: 0.01, jitter_ms: 6 },
    rating: null,
    notes: [],
    blocked: false,
    settled: true,
  }
  const list = await show(new CallHistory(), { history: { calls: [call], more: false } })
  const cells = [...(list.shadowRoot?.querySelectorAll('td') ?? [])].map((td) => td.textContent)
  expect(cells.slice(1).map((cell) => cell?.trim())).toEqual([
    'Ada',
    'Ana',
    'Talked',
    '4 sec',
    '1 min 1 sec',
    'Direct',
    'Good',
    '',
  ])
  const heard = asked('history-refresh')
  within(list, '#refresh')?.click()
  expect(heard).toHaveLength(1)
})

test('a callback request says whether the visitor is still there, and Done asks for exactly that one', async () => {
  const one = {
    id: 'c1',
    at: '2026-11-22T10:00:00+00:00',
    name: 'Ada',
    contact: 'ada@example.org',
    note: 'Order 17',
    when: 'today',
    here: true,
    seen_at: '2026-11-22T10:00:12+00:00',
  }
  const list = { callbacks: [one, { ...one, id: 'c2', name: 'Bob', here: false }], more: false }
  const shown = await show(new CallbackList(), { list })
  const items = [...(shown.shadowRoot?.querySelectorAll('li') ?? [])]
  expect(items.map((li) => li.querySelector('p:nth-child(2)')?.textContent)).toEqual([
    'Here now',
    expect.stringMatching(/^Asked /),
  ])
  const heard = asked('callback-done')
  items[1]?.querySelector('button')?.click()
  expect(heard.map((e) => e.detail)).toEqual([{ id: 'c2' }])
})
