// Every example of the contract, read as the widget reads it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { config } from '../src/call/config.ts'
import { type Decoder, NotOurs } from '../src/call/decode.ts'
import * as d from '../src/call/desk.ts'
import * as m from '../src/call/messages.ts'
import * as p from '../src/call/pushes.ts'

const root = join(import.meta.dirname, '../../shared/protocol')
const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'))
const names = (folder: string) => readdirSync(join(root, folder)).filter((f) => f.endsWith('.json'))

const readers: Record<string, Decoder<unknown>> = {
  'functions/widget-config.answer.json': config,
  'functions/visitor-session.answer.json': m.visitorSession,
  'functions/call-request.granted.json': m.grant,
  'rpc/parley_accept_call.answer.json': m.grant,
  'rpc/parley_resume_call.answer.json': m.grant,
  'rpc/parley_call_state.answer.json': m.row,
  'rpc/parley_touch_call.answer.json': m.row,
  'rpc/parley_send_signal.answer.json': m.row,
  'rpc/parley_ring_again.answer.json': m.row,
  'rpc/parley_decline_call.answer.json': m.row,
  'rpc/parley_end_call.answer.json': m.row,
  'rpc/parley_desk_beat.answer.json': m.beat,
  'rpc/parley_desk_beat.gone.json': m.beat,
  'rpc/parley_desk_history.answer.json': d.history,
  'rpc/parley_desk_callbacks.answer.json': d.callbacks,
  'rpc/parley_resolve_callback.answer.json': d.resolved,
  'rpc/parley_call_note.answer.json': d.noted,
  'rpc/parley_block_caller.answer.json': d.blocked,
  'rpc/parley_desk_team.answer.json': d.team,
  'rpc/parley_set_hours.answer.json': d.opening,
  'push/call.json': p.callPush,
  'push/receipts.json': p.receiptsPush,
  'push/signal.json': p.signalPush,
  'push/call_request.json': p.ringPush,
  'push/gone.json': p.gonePush,
}

describe('what the other side says', () => {
  for (const [name, reader] of Object.entries(readers))
    test(`${name} is understood in every field we name`, () => {
      const decoded = reader(read(name)) as Record<string, unknown>
      // What we decode is what stands there: no field renamed, none invented except the optional ones as null.
      const said = read(name) as Record<string, unknown>
      for (const [key, value] of Object.entries(decoded))
        if (key in said && key !== 'agent') expect({ [key]: said[key] }).toMatchObject({ [key]: value })
        else if (!(key in said))
          expect(value === null || (Array.isArray(value) && value.length === 0)).toBe(true)
    })

  for (const folder of ['refused', 'rpc'])
    for (const name of names(folder).filter((n) => folder === 'refused' || n.startsWith('refused.')))
      test(`${folder}/${name} is a refusal by its name`, () => {
        expect(m.refusal(read(`${folder}/${name}`)).refused).toBe(
          name.replace(/^refused\./, '').replace('.json', ''),
        )
      })

  test('every push of the contract has a reader', () => {
    for (const name of names('push')) expect(readers).toHaveProperty([`push/${name}`])
  })

  test('an unknown signal type is left out and a broken message says where', () => {
    const answer = read('rpc/parley_call_state.answer.json') as { signals: unknown[]; call: object }
    const odd = { ...answer, signals: [{ seq: 1, type: 'wave' }, ...answer.signals] }
    expect(m.row(odd).signals).toHaveLength(1)
    expect(() => m.row({ ...answer, call: { ...answer.call, version: 'two' } })).toThrow(
      new NotOurs('$.call.version', 'a number'),
    )
  })
})
