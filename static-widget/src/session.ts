// The shell around the machine: events in, one at a time; effects out; whoever is interested is told after each step.
import type { Company } from './call/company.ts'
import { offersCallback } from './call/keeping.ts'
import { idle, step } from './call/machine.ts'
import type { Role } from './call/messages.ts'
import { callPush, receiptsPush, signalPush } from './call/pushes.ts'
import type { Saying, Signal, SignalPayload, SignalType } from './call/signals.ts'
import type { CallState, Event } from './call/state.ts'
import { type Status, statusOf } from './call/status.ts'
import type { Keeping } from './company.ts'
import type { Ports } from './ports.ts'
import { Shell } from './shell.ts'
import { uuid } from './uuid.ts'

export type { MicrophoneFailure } from './call/microphone.ts'
export type { Ports, Status }

export class CallSession {
  readonly #shell: Shell
  readonly #watchers = new Set<() => void>()
  readonly #queue: Event[] = []
  #state: CallState
  #running = false

  constructor(role: Role, ports: Ports) {
    this.#state = idle(role)
    this.#shell = new Shell(ports, role, {
      dispatch: (event) => this.dispatch(event),
      hear: (event, payload) => this.hear(event, payload),
      applied: (signal) => tellListeners(this, signal),
      noticed: () => this.#tell(),
    })
    sessions.add(this)
  }

  readonly getState = (): CallState => this.#state

  get status(): Status {
    return statusOf(this.#state)
  }
  /** It rings, but nobody's device says so, or everybody who heard it declined. */
  get offersCallback(): boolean {
    return offersCallback(this.#state)
  }
  get sessionId(): string | null {
    return this.#shell.sessionId
  }
  get localStream(): MediaStream | null {
    return this.#shell.connection.local
  }
  get remoteStream(): MediaStream | null {
    return this.#shell.connection.remote
  }
  readonly localLevel = (): number => (this.#state.muted ? 0 : this.#level(this.localStream))
  readonly remoteLevel = (): number => this.#level(this.remoteStream)
  #level(stream: MediaStream | null): number {
    return this.#shell.connection.level(stream)
  }
  /** Pictures, devices, the line, and what the other page tells. */
  get company(): Company {
    return this.#shell.connection.company.now
  }
  /** What to press for a picture: camera, flip, share. */
  get pictures(): Keeping {
    return this.#shell.connection.company
  }
  /** Of both sides' DTLS certificates; empty before they are known. */
  get fingerprints(): readonly string[] {
    return this.#shell.connection.fingerprints
  }
  /** When talking began, on this page's clock. */
  get since(): number | null {
    return this.#shell.since
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** @param tested rings at once; without it the person tests first and confirms */
  place = (tested = true): void => this.dispatch({ is: 'place', callId: uuid(), tested })
  confirm = (): void => this.dispatch({ is: 'confirm' })
  useMicrophone = (id: string): Promise<void> => this.#shell.connection.microphone.open(id)
  rate = (stars: number, comment: string): Promise<boolean> => this.#shell.rate(stars, comment)
  accept = (callId: string): void => this.dispatch({ is: 'accept', callId })
  resume = (callId: string): void => this.dispatch({ is: 'resume', callId })
  retryMicrophone = (): void => this.dispatch({ is: 'retry-microphone' })
  mute = (on: boolean): void => this.dispatch({ is: 'mute', on })
  hangUp = (): void => this.dispatch({ is: 'hang-up' })
  pageIs = (leaving: boolean): void => this.dispatch({ is: 'page', leaving })
  mayHaveMissed = (): void => this.dispatch({ is: 'missed' })
  play = (): Promise<void> => this.#shell.connection.play()
  restore = (): Promise<void> => this.#shell.connection.restore()
  readonly safetyCode = async (fingerprints: readonly string[]): Promise<string> =>
    (await import('./media/safety.ts')).safetyCode(fingerprints)

  say(saying: Saying): boolean {
    if (this.#state.row === null || this.#state.phase === 'ended') return false
    this.dispatch({ is: 'say', generation: this.#state.generation, saying })
    return true
  }

  /** A push of the database. What does not decode is dropped: the row tells it again. */
  hear(event: string, payload: unknown): void {
    try {
      if (event === 'call') this.dispatch({ is: 'nudge', push: callPush(payload) })
      else if (event === 'receipts') this.dispatch({ is: 'receipts', push: receiptsPush(payload) })
      else if (event === 'signal') this.#hearSignal(payload)
    } catch {
      this.dispatch({ is: 'missed' })
    }
  }

  /** Where a project keeps no payloads in its messages, a signal is a mere doorbell. */
  #hearSignal(payload: unknown): void {
    if ((payload as { payload?: unknown } | null)?.payload == null) this.dispatch({ is: 'missed' })
    else this.dispatch({ is: 'signal', push: signalPush(payload) })
  }

  /** Run to completion: what effects cause is queued, so a step never meets half a step. */
  dispatch(event: Event): void {
    this.#queue.push(event)
    if (this.#running) return
    this.#running = true
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) this.#take(next)
    } finally {
      this.#running = false
    }
  }

  #take(event: Event): void {
    const before = this.#state
    const [after, ...effects] = step(before, event)
    this.#state = after
    this.#shell.saw(before, after)
    for (const effect of effects) {
      try {
        this.#shell.carryOut(effect)
      } catch (e) {
        console.error(`parley: ${effect.do}`, e)
      }
    }
    if (after.phase === 'ended') sessions.delete(this)
    if (after !== before || effects.length > 0) this.#tell()
  }

  #tell(): void {
    for (const watcher of [...this.#watchers]) watcher()
  }
}

const sessions = new Set<CallSession>()
type SignalListener = (signal: Signal) => void
const listeners = new Map<string, Set<SignalListener>>()

const isKnownAs = (session: CallSession, id: string) =>
  session.sessionId === id || session.getState().callId === id

const tellListeners = (session: CallSession, signal: Signal): void => {
  for (const [id, heard] of listeners)
    if (isKnownAs(session, id)) for (const listener of heard) listener(signal)
}

/** Says something to the other side of a running call, checked, numbered and kept by the database. False without such a call. */
export const sendSignal = <T extends SignalType>(
  sessionId: string,
  type: T,
  payload: SignalPayload<T>,
): boolean =>
  [...sessions].some((session) => isKnownAs(session, sessionId) && session.say({ type, payload } as Saying))

/** Hears what the other side says in a chat session (or call, by its id): each signal once, in order. */
export const onSignal = (sessionId: string, callback: SignalListener): (() => void) => {
  const heard = listeners.get(sessionId) ?? new Set()
  listeners.set(sessionId, heard.add(callback))
  return () => {
    heard.delete(callback)
    if (heard.size === 0) listeners.delete(sessionId)
  }
}
