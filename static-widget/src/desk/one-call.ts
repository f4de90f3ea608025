// An agent has one call at a time: here, or held by another page of the same agent.
import type { Call } from '../call/messages.ts'
import type { Ending } from '../call/state.ts'
import { type Left, leaveWord, wasInCall } from '../left.ts'
import type { CallSession } from '../session.ts'

const GOODBYE_MS = 3000

export interface Caller {
  readonly callId: string
  readonly name: string | null
}

export class OneCall {
  readonly #make: () => CallSession
  readonly #page: string
  readonly #changed: (over: boolean) => void
  /** The call that this page's predecessor in this tab was in. */
  #before: Left | null
  #endedId: string | null = null
  session: CallSession | null = null
  /** An open call of this agent that another page holds, or held. */
  elsewhere: Call | null = null
  ending: Ending | null = null
  /** The call this page is in, or was in last: what a note is about. */
  about: Caller | null = null

  constructor(make: () => CallSession, page: string, changed: (over: boolean) => void) {
    this.#make = make
    this.#page = page
    this.#changed = changed
    this.#before = wasInCall(page)
  }

  begin(): CallSession {
    const session = this.#make()
    this.session = session
    this.#before = null
    this.elsewhere = null
    this.ending = null
    this.about = null
    session.subscribe(() => this.#follow(session))
    return session
  }

  /** What the beat says of this agent's open call: after a reload it is resumed, another page's is only offered. */
  heardOf(mine: Call | null): void {
    this.elsewhere = this.session === null && mine?.call_id !== this.#endedId ? mine : null
    if (this.elsewhere && this.elsewhere.call_id === this.#before?.callId)
      this.continueHere(this.#before.muted)
  }

  /** Is, or was, this page's own: what a late beat says of its ring is no news here. */
  isOwn(callId: string): boolean {
    return callId === this.session?.getState().callId || callId === this.#endedId
  }

  /** Something newer is to be told than how the last call ended. */
  forget(): void {
    this.ending = null
  }

  /** What was said about the last call is done. */
  dismiss(): void {
    if (this.session === null) this.about = null
    this.ending = null
  }

  continueHere(muted = false): void {
    const callId = this.elsewhere?.call_id
    if (!callId || this.session !== null) return
    const session = this.begin()
    session.mute(muted)
    session.resume(callId)
  }

  leave(): void {
    const state = this.session?.getState()
    if (!state?.row) return
    // who has hung up does not come back
    if (!state.hanging) leaveWord(this.#page, state)
    this.session?.pageIs(true)
  }

  /** Hangs up and waits until that is known, but not for ever. */
  async hangUp(): Promise<void> {
    const { session } = this
    if (session === null) return
    session.hangUp()
    await Promise.race([
      new Promise<void>((done) => session.subscribe(() => session.status === 'ended' && done())),
      new Promise((enough) => setTimeout(enough, GOODBYE_MS)),
    ])
  }

  #follow(session: CallSession): void {
    const { ending, callId, row, visitor } = session.getState()
    if (this.session === session && callId !== null && row !== null)
      this.about = { callId, name: visitor?.name ?? null }
    const over = ending !== null && this.session === session
    if (over) {
      this.session = null
      this.ending = ending
      this.#endedId = ending.why === 'elsewhere' ? null : callId
    }
    this.#changed(over)
  }
}
