// Carries effects out. Ports answer with events only; nothing here decides.

import { granted, learnt, settled } from './answers.ts'
import type { Answer } from './api/http.ts'
import type { Grant, Role, Row } from './call/messages.ts'
import type { Signal } from './call/signals.ts'
import type { CallState, Effect, Event } from './call/state.ts'
import { Connection } from './connection.ts'
import type { Credentials } from './credentials.ts'
import type { Opened, Ports } from './ports.ts'
import { uuid } from './uuid.ts'

export interface Inward {
  dispatch(event: Event): void
  hear(event: string, payload: unknown): void
  applied(signal: Signal): void
  /** Something beside the state has changed. */
  noticed(): void
}

type Doing<K extends Effect['do']> = Extract<Effect, { do: K }>

export class Shell {
  readonly #ports: Ports
  readonly #in: Inward
  readonly #connection: Connection
  #credentials: Promise<Credentials> | undefined
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()
  #opened: Opened | null = null
  #said: Promise<void> = Promise.resolve()
  #closed = false
  since: number | null = null
  callId: string | null = null

  constructor(ports: Ports, role: Role, inward: Inward) {
    this.#ports = ports
    this.#in = inward
    const fresh = async (ticket: string) => (await this.#wallet()).fresh(ticket)
    const { dispatch, noticed } = inward
    this.#connection = new Connection(ports.media, role, dispatch, noticed, fresh)
  }

  get sessionId(): string | null {
    return this.#opened?.sessionId ?? null
  }
  get connection(): Connection {
    return this.#connection
  }

  /** Notes the moments that people and benches ask about. */
  saw(before: CallState, after: CallState): void {
    this.callId = after.callId
    if (before.row === null && after.row !== null) performance.mark('parley-granted')
    if (after.phase !== before.phase && (after.phase === 'accepted' || before.phase === 'ringing'))
      if (after.phase !== 'ended') performance.mark('parley-accepted')
    if (after.phase === 'connected' && after.media === 'up') this.since ??= performance.now()
    if (after.timing) this.#connection.stallMs = after.timing.media_stall
  }

  /** Of the call that this shell had. */
  async rate(stars: number, comment: string): Promise<boolean> {
    const { callId } = this
    return callId !== null && (await this.#ports.party.rate?.(callId, stars, comment))?.is === 'ok'
  }

  carryOut<K extends Effect['do']>(effect: Doing<K>): void {
    void this.#deeds[effect.do as K](effect)
  }

  /** One line per effect: a new effect gets its line, or this does not compile. */
  readonly #deeds: { [K in Effect['do']]: (effect: Doing<K>) => unknown } = {
    prepare: () => this.#prepare(),
    microphone: () => this.#connection.microphone.open(),
    request: ({ callId, offer }) => this.#knock(this.#request(callId, offer ?? '')),
    resume: ({ callId, offer }) => this.#knock(this.#ports.party.resume(callId, offer)),
    accept: ({ callId }) => this.#knock(this.#ports.party.accept(callId)),
    start: ({ generation, ice, ticket }) => this.#connection.start(generation, ice, ticket),
    connect: ({ generation, ice, ticket }) => this.#connection.connect(generation, ice, ticket),
    mint: (effect) => this.#mint(effect),
    admit: ({ servers }) => this.#connection.admit(servers),
    restart: ({ generation, servers }) => this.#connection.restart(generation, servers),
    probe: ({ callId }) => this.#probe(callId),
    apply: ({ signal }) => {
      this.#connection.apply(signal)
      this.#in.applied(signal)
    },
    send: (effect) => this.#send(effect),
    read: ({ callId, after }) => this.#learn(this.#ports.party.read(callId, after)),
    touch: (effect) => this.#touch(effect),
    'ring-again': ({ callId }) => this.#learn(this.#ports.party.ringAgain(callId)),
    end: (effect) => this.#end(effect),
    wait: (effect) => this.#wait(effect),
    mute: ({ on }) => this.#connection.microphone.mute(on),
    quiet: () => this.#connection.quiet(),
    close: () => this.#close(),
    // Subscribers see the ending in the state; the effect is for whoever keeps the books of a simulation.
    tell: () => undefined,
  }

  async #prepare(): Promise<void> {
    const { open } = this.#ports
    const opening = open?.(this.#in.hear, () => this.#in.dispatch({ is: 'missed' })) ?? null
    try {
      const [opened, sdp] = await Promise.all([opening, this.#connection.prepare()])
      this.#opened = opened
      if (this.#closed) opened?.close()
      else this.#in.dispatch(opened ? { is: 'offered', sdp } : { is: 'unreachable' })
    } catch (e) {
      console.error('parley: prepare', e)
      this.#in.dispatch({ is: 'unreachable' })
    }
  }

  #request(callId: string, offer: string): Promise<Answer<Grant>> {
    return this.#ports.request?.(callId, offer) ?? Promise.resolve({ is: 'failed' })
  }

  async #knock(asked: Promise<Answer<Grant>>): Promise<void> {
    this.#in.dispatch(granted(await settled(asked)))
  }

  async #learn(asked: Promise<Answer<Row>>, generation: number | null = null): Promise<boolean> {
    const answer = await settled(asked)
    const event = learnt(answer, generation)
    if (event) this.#in.dispatch(event)
    return event !== null
  }

  /** Comes when there is a ticket. */
  #wallet(): Promise<Credentials> {
    this.#credentials ??= import('./credentials.ts').then((m) => new m.Credentials(this.#ports.relay))
    return this.#credentials
  }

  async #mint({ generation, ticket }: Doing<'mint'>): Promise<void> {
    const { servers, early } = await (await this.#wallet()).mint(ticket)
    this.#in.dispatch({ is: 'relay', generation, servers: servers && [...servers], early })
  }

  /** For the record alone: nobody waits for what comes of it. */
  async #probe(callId: string): Promise<void> {
    const asked = await settled(this.#ports.party.probe(callId))
    if (asked.is !== 'ok') return
    const { servers } = await (await this.#wallet()).mint(asked.value.probe.ticket)
    if (servers === null) return
    await settled(this.#ports.party.probed(callId, await this.#ports.media.probe(servers)))
  }

  /** One after the other, in the order they were said. */
  #send({ callId, generation, saying, after }: Doing<'send'>): void {
    const id = uuid()
    this.#said = this.#said.then(async () => {
      if (!this.#closed)
        await this.#learn(this.#ports.party.send(callId, generation, id, saying, after), generation)
    })
  }

  async #touch({ callId, generation, leaving, after }: Doing<'touch'>): Promise<void> {
    // A page that goes has no time to count.
    const report = leaving ? this.#connection.lastReport : await this.#connection.report()
    await this.#learn(this.#ports.party.touch(callId, generation, report, leaving, after), generation)
  }

  async #end({ callId, generation, intent }: Doing<'end'>): Promise<void> {
    if (intent === 'no_path') this.#connection.blamePath()
    const report = await this.#connection.report()
    const told = await this.#learn(this.#ports.party.end(callId, generation, intent, report), generation)
    if (!told) this.#in.dispatch({ is: 'unreachable' })
  }

  #wait({ timer, ms }: Doing<'wait'>): void {
    clearTimeout(this.#timers.get(timer))
    this.#timers.set(
      timer,
      setTimeout(() => this.#in.dispatch({ is: 'timer', timer }), ms),
    )
  }

  #close(): void {
    this.#closed = true
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#connection.close()
    this.#opened?.close()
  }
}
