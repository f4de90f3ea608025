// Whatever the other side typed is shown as the text that it is: no element comes of it, and no address to click.
import { describe, expect, test } from 'vitest'
import { ALONE } from '../../src/call/company.ts'
import { idle } from '../../src/call/machine.ts'
import { caller } from '../../src/desk/attention.ts'
import { AvailabilityBar } from '../../src/ui/availability-bar.ts'
import { BlockButton } from '../../src/ui/block-button.ts'
import { CallHistory } from '../../src/ui/call-history.ts'
import { CallbackList } from '../../src/ui/callback-list.ts'
import { InCallBar } from '../../src/ui/in-call-bar.ts'
import { IncomingCallDialog } from '../../src/ui/incoming-call-dialog.ts'
import { TeamList } from '../../src/ui/team-list.ts'
import { call, desk } from '../../src/ui/texts/desk/en.ts'
import { endingWords } from '../../src/ui/texts/endings.ts'
import { visitor } from '../../src/ui/texts/visitor/en.ts'
import { speak } from '../../src/ui/texts/words.ts'

speak({ language: 'en', call, desk, visitor })

const typed = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  "' onfocus='alert(1)' autofocus='",
  'javascript:alert(1)',
  '<svg/onload=alert(1)>',
  '<!-- lit$0$ --><?lit$1$?>',
  '{{constructor.constructor("alert(1)")()}}',
  '&lt;b&gt;&amp;',
  '<a href="javascript:alert(1)">click</a>',
]

const talking = {
  getState: () => idle('agent'),
  subscribe: () => () => undefined,
  status: 'connected',
  company: ALONE,
  fingerprints: [],
  since: 0,
  localLevel: () => 0,
  remoteLevel: () => 0,
}

type Shown = HTMLElement & { updateComplete: Promise<unknown> }

const at = '2026-11-22T10:00:00+00:00'
const places: [string, (text: string) => Shown][] = [
  [
    'the incoming dialog',
    (text) =>
      Object.assign(new IncomingCallDialog(), {
        rings: [
          {
            call_id: text,
            ring_ms_left: 1000,
            media: 'audio',
            devices: 0,
            visitor: { name: text },
            page: { url: text, title: text },
          },
        ],
      }),
  ],
  ['the bar of a running call', (text) => Object.assign(new InCallBar(), { who: text, session: talking })],
  [
    'the list of calls',
    (text) =>
      Object.assign(new CallHistory(), {
        history: {
          calls: [
            {
              call_id: text,
              at,
              state: 'ended',
              media: 'audio',
              visitor: { name: text },
              agent: { name: text },
              page: { url: text, title: text },
              reason: 'hung_up',
              by: 'visitor',
              ring_seconds: 4,
              talk_seconds: 61,
              path: 'direct',
              cause: null,
              quality: { rtt_ms: 48, loss: 0.01, jitter_ms: 6 },
              rating: null,
              notes: [{ by: text, mine: false, note: text, at }],
              blocked: false,
              settled: true,
            },
          ],
          more: false,
        },
      }),
  ],
  [
    'the callback requests',
    (text) =>
      Object.assign(new CallbackList(), {
        list: {
          callbacks: [
            { id: text, at, name: text, contact: text, note: text, when: text, here: false, seen_at: null },
          ],
          more: false,
        },
      }),
  ],
  [
    'the team, and the blocked callers',
    (text) =>
      Object.assign(new TeamList(), {
        team: {
          agents: [
            {
              id: text,
              name: text,
              role: 'agent',
              presence: 'in_call',
              call: { call_id: text, visitor: { name: text }, seconds: 3 },
            },
          ],
          blocked: [{ call_id: text, name: text, by: text, at }],
          ringing: 0,
          hours: null,
          open_now: true,
          opens_at: null,
        },
      }),
  ],
  ['the agent’s own name', (text) => Object.assign(new AvailabilityBar(), { who: text })],
  ['the question before a block', (text) => Object.assign(new BlockButton(), { name: text, sure: true })],
]

/** The elements that an element has, by name, and every attribute that could run or lead somewhere. */
const skeleton = async (element: Shown): Promise<string[]> => {
  document.body.replaceChildren(element)
  await element.updateComplete
  return [...(element.shadowRoot?.querySelectorAll('*') ?? [])].map((it) =>
    [it.localName, ...it.getAttributeNames().filter((name) => /^on|href|src|style|action/.test(name))].join(
      ' ',
    ),
  )
}

describe.each(places)('%s', (_, made) => {
  test.each(typed)('shows %s as it was typed', async (text) => {
    const harmless = await skeleton(made('Ada'))
    const element = made(text)
    expect(await skeleton(element)).toEqual(harmless)
    expect(element.shadowRoot?.textContent).toContain(text)
  })
})

const TURNS = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
const turning = ['\u202Elive\u2066', 'Ada\u200F\u2067', 'a\u2028b\u0007c', '\u061C\u202Bx']

/** All that is read or spoken and is not kept to itself by an element of its own direction. */
const around = (element: Shown): string => {
  const copy = document.createElement('div')
  copy.innerHTML = element.shadowRoot?.innerHTML ?? ''
  for (const own of copy.querySelectorAll('bdi')) own.remove()
  const attributes = [...copy.querySelectorAll('*')].flatMap((it) =>
    ['aria-label', 'title', 'alt', 'placeholder'].map((name) => it.getAttribute(name) ?? ''),
  )
  return [copy.textContent, ...attributes].join('').replace(/\s/g, '')
}

describe.each(places)('nothing in %s', (_, made) => {
  test.each(turning)('is turned round by %j', async (text) => {
    const element = made(text)
    document.body.replaceChildren(element)
    await element.updateComplete
    expect(around(element)).not.toMatch(TURNS)
  })
})

test.each(turning)('nothing in titles, notifications and notices is turned round by %j', (text) => {
  const ring = {
    call_id: '1',
    ring_ms_left: 1,
    until: 1,
    media: 'audio',
    devices: 0,
    visitor: { name: text },
    page: null,
  } as const
  const taken = {
    why: 'refused',
    refusal: { refused: 'taken', by: text, call: null, opens_at: null },
  } as unknown as Parameters<typeof endingWords>[2]
  expect(caller(ring)).not.toMatch(TURNS)
  expect(endingWords(desk, 'agent', taken)).not.toMatch(TURNS)
  expect(endingWords(desk, 'agent', taken)).toMatch(/took this call/)
})
