// A pretend database with one call in it: the arrows of the state table that scenarios need, answered after a network's delay.
// The real one is tested in supabase/ and local/; here it only has to keep its word.
import type { Answer } from '../../src/api/http.ts'
import type { Party } from '../../src/api/party.ts'
import type { Call, End, Grant, Report, Role, Row } from '../../src/call/messages.ts'
import type { Probe } from '../../src/call/relay.ts'
import type { Saying, Signal } from '../../src/call/signals.ts'
import { MemorySignalling } from '../../src/signal/memory.ts'
import { grant, refusal, row } from '../call/words.ts'

type Side = { instance: string; sent: number }

export class PretendDatabase {
  readonly sessionId = crypto.randomUUID()
  readonly signalling = new MemorySignalling()
  call: Call | null = null
  offer = ''
  signals: (Signal & { side: Role })[] = []
  reachable = true
  /** Handed out with every grant; null: no relay. */
  ticket: string | null = null
  policy: 'all' | 'relay' = 'all'
  /** The last report of each side that ended a call. */
  readonly last: Partial<Record<Role, Report>> = {}
  readonly probes: Partial<Record<Role, string | null>> = {}
  #sides: Partial<Record<Role, Side>> = {}
  #agentName = ''

  static readonly TOPIC: Record<Role, string> = { visitor: 'chat_session_1:call', agent: 'parley:agent:1' }

  request(callId: string, instance: string, offer: string): Promise<Answer<Grant>> {
    return this.#ask(() => {
      if (this.call && this.call.state !== 'ended') {
        const { call_id, state, generation } = this.call
        return { is: 'refused', refusal: refusal('already_in_call', { call_id, state, generation }) }
      }
      this.call = row('ringing', { call_id: callId })
      this.#sides = { visitor: { instance, sent: 0 } }
      this.#keep('visitor', 'offer-id', { type: 'offer', payload: { sdp: offer } })
      this.offer = offer
      return { is: 'ok', value: grant(this.call, { relay_ticket: this.ticket, ice: this.#ice }) }
    })
  }

  receipt(devices: number): void {
    this.#change({ devices }, false)
    this.#push('visitor', 'receipts', { v: 1, call_id: this.call?.call_id, devices })
  }

  party(side: Role, instance: string, name = ''): Party {
    const mine = () => this.#sides[side]?.instance === instance
    const stale = <T>(): Answer<T> => ({ is: 'refused', refusal: refusal('stale', { call: this.call }) })
    const over = <T>(): Answer<T> => ({ is: 'refused', refusal: refusal('over', { call: this.call }) })
    const told = (after: number): Answer<Row> => ({ is: 'ok', value: this.#row(side, after) })
    return {
      accept: () =>
        this.#ask<Grant>(() => {
          if (this.#call.state === 'ended') return over()
          if (this.#call.state !== 'ringing')
            return { is: 'refused', refusal: refusal('taken', { by: this.#agentName }) }
          this.#sides.agent = { instance, sent: 0 }
          this.#agentName = name
          this.#change({ state: 'accepted', agent: { name } })
          return { is: 'ok', value: this.#grant('agent') }
        }),
      resume: (_, offer) =>
        this.#ask<Grant>(() => {
          if (this.#call.state === 'ended') return over()
          this.#sides[side] = { instance, sent: this.#sides[side]?.sent ?? 0 }
          this.signals = []
          this.#change({ generation: this.#call.generation + 1 })
          if (offer !== null)
            this.#keep('visitor', crypto.randomUUID(), { type: 'offer', payload: { sdp: offer } })
          return { is: 'ok', value: this.#grant(side) }
        }),
      send: (_, generation, id, saying, after) =>
        this.#ask(() => {
          if (this.#call.state === 'ended') return over()
          if (!mine() || generation !== this.#call.generation) return stale()
          if (!this.signals.some((s) => s.id === id)) this.#keep(side, id, saying)
          return told(after)
        }),
      read: (_, after) => this.#ask(() => told(after)),
      touch: (_, generation, report, leaving, after) =>
        this.#ask(() => {
          if (!mine()) return stale()
          if (this.#call.state === 'ended') return over()
          const first = this.#call.state === 'accepted' && report.connected && !leaving
          if (first && generation === this.#call.generation) this.#change({ state: 'connected' })
          return told(after)
        }),
      ringAgain: () =>
        this.#ask(() => {
          if (this.signals.some((s) => s.side === 'agent' && s.type === 'answer'))
            return { is: 'refused', refusal: refusal('answered', { call: this.call }) }
          this.signals = this.signals.filter((s) => s.side !== 'agent')
          delete this.#sides.agent
          this.#change({ state: 'ringing', agent: null })
          return told(0)
        }),
      end: (_, __, intent, report) =>
        this.#ask(() => {
          this.last[side] = report
          if (!mine()) return stale()
          if (this.#call.state !== 'ended') this.end(this.#reason(intent, side), side)
          return told(0)
        }),
      probe: () =>
        this.#ask<Probe>(() =>
          this.#call.end?.reason === 'failed'
            ? { is: 'ok', value: { probe: { ticket: 'probe-ticket' } } }
            : { is: 'refused', refusal: refusal('not_failed', { call: this.call }) },
        ),
      probed: (_, over) =>
        this.#ask(() => {
          this.probes[side] = over
          return { is: 'ok', value: null }
        }),
    }
  }

  end(reason: End['reason'], by: End['by']): void {
    this.signals = []
    this.#change({ state: 'ended', end: { reason, by, ring_seconds: 1, talk_seconds: 1 } })
  }

  get #ice() {
    return { servers: [], policy: this.policy }
  }

  get #call(): Call {
    if (!this.call) throw new Error('no call')
    return this.call
  }

  #reason(intent: string, side: Role): End['reason'] {
    if (intent === 'no_path') return 'failed'
    if (intent === 'peer_silent') return 'media_lost'
    return this.#call.state === 'connected' || side === 'agent' ? 'hung_up' : 'cancelled'
  }

  #grant(side: Role): Grant {
    const { call, signals } = this.#row(side, 0)
    const offer = side === 'agent' && signals.some((s) => s.type === 'offer') ? { sdp: this.offer } : null
    return grant(call, {
      signals,
      offer,
      visitor: { name: 'Ada' },
      relay_ticket: this.ticket,
      ice: this.#ice,
    })
  }

  #row(side: Role, after: number): Row {
    const signals = this.signals.filter(
      (s) => s.side !== side && s.seq > after && s.generation === this.#call.generation,
    )
    return structuredClone({ call: this.#call, signals })
  }

  #keep(side: Role, id: string, saying: Saying): void {
    const from = this.#sides[side]
    if (!from) return
    from.sent += 1
    const signal = { ...saying, seq: from.sent, generation: this.#call.generation, id, side } as Signal & {
      side: Role
    }
    this.signals.push(signal)
    if (side === 'agent' || this.#sides.agent)
      this.#push(side === 'agent' ? 'visitor' : 'agent', 'signal', {
        v: 1,
        call_id: this.#call.call_id,
        ...signal,
      })
  }

  #change(to: Partial<Call>, counts = true): void {
    this.call = { ...this.#call, ...to, version: this.#call.version + (counts ? 1 : 0) }
    if (!counts) return
    const { call_id, state, version, generation } = this.call
    for (const side of ['visitor', 'agent'] as const)
      this.#push(side, 'call', { v: 1, call_id, state, version, generation })
  }

  #push(side: Role, event: string, payload: unknown): void {
    setTimeout(() => this.signalling.say(PretendDatabase.TOPIC[side], event, payload), 5)
  }

  /** There and back takes a while each; a page that cannot reach us hears nothing. */
  async #ask<T>(answer: () => Answer<T>): Promise<Answer<T>> {
    await new Promise((wake) => setTimeout(wake, 10))
    const said: Answer<T> = this.reachable ? structuredClone(answer()) : { is: 'failed' }
    await new Promise((wake) => setTimeout(wake, 10))
    return said
  }
}
