// What is said to whoever does not see the panel: the newest change, once. Both sides' skins use it.
import type { Company } from '../call/company.ts'
import type { Status } from '../call/status.ts'
import type { CallSession } from '../session.ts'
import { ringingOn } from './ringing-view.ts'
import { endingWords } from './texts/endings.ts'
import { words } from './texts/words.ts'

interface Seen {
  readonly status: Status
  readonly devices: number
  readonly muted: boolean
  readonly company: Company
}

export class Announcer {
  #before: Seen | null = null
  #said = ''

  /** @returns the text of a live region: it changes when there is something to say */
  say(session: CallSession): string {
    const { ending, devices, muted } = session.getState()
    const seen: Seen = { status: session.status, devices, muted, company: session.company }
    const before = this.#before
    this.#before = seen
    if (ending) this.#said = endingWords(words.visitor, 'visitor', ending)
    else this.#said = (before ? change(before, seen) : null) ?? (this.#said || begins(seen))
    return this.#said
  }
}

const begins = ({ status, devices }: Seen): string =>
  status === 'ringing' ? ringingOn(devices) : words.call.statuses[status]

const change = (before: Seen, now: Seen): string | null => {
  const { spoken } = words.call
  if (before.status === 'reconnecting' && now.status === 'connected') return spoken.restored
  if (before.status !== now.status || (now.status === 'ringing' && before.devices !== now.devices))
    return begins(now)
  if (before.muted !== now.muted) return now.muted ? spoken.muted : spoken.unmuted
  return told(before.company, now.company)
}

const told = (before: Company, now: Company): string | null => {
  const { spoken, quality } = words.call
  const [was, is] = [before.other, now.other]
  if (was.muted !== is.muted) return is.muted ? spoken.otherMuted : spoken.otherUnmuted
  if (is.screen && !was.screen) return spoken.otherScreenOn
  if (is.camera && !was.camera) return spoken.otherCameraOn
  if ((was.camera || was.screen) && !is.camera && !is.screen) return spoken.otherVideoOff
  if (now.quality !== before.quality && now.quality === 'poor') return quality.poor
  return null
}
