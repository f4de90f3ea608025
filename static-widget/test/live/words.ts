// What the live people share.
import type { CallSession } from '../../src/session.ts'

export type Told = (session: CallSession) => boolean

/** True as soon as the session is as wanted; false when the time is up, or the call has ended before. */
export const until = (session: CallSession, is: Told, withinMs: number): Promise<boolean> =>
  new Promise((answer) => {
    const done = (yes: boolean) => {
      clearTimeout(timer)
      stop()
      answer(yes)
    }
    const look = () => {
      if (is(session)) done(true)
      else if (session.status === 'ended') done(false)
    }
    const timer = setTimeout(() => done(false), withinMs)
    const stop = session.subscribe(look)
    look()
  })
