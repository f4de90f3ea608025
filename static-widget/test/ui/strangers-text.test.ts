// Whatever the other side typed is shown as the text that it is: no element comes of it, and no address to click.
import { describe, expect, test } from 'vitest'
import { ALONE } from '../../src/call/company.ts'
import { idle } from '../../src/call/machine.ts'
import { CallHistory } from '../../src/ui/call-history.ts'
import { CallbackList } from '../../src/ui/callback-list.ts'
import { InCallBar } from '../../src/ui/in-call-bar.ts'
import { IncomingCallDialog } from '../../src/ui/incoming-call-dialog.ts'
import { call, desk } from '../../src/ui/texts/desk/en.ts'
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
