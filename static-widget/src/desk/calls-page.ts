// What stands on every page of the desk (whether it rings here, the running call, what to tell) and, below it, the page of calls itself.
import { html, nothing } from 'lit'
import '../ui/availability-bar.ts'
import '../ui/block-button.ts'
import '../ui/call-history.ts'
import '../ui/callback-list.ts'
import '../ui/in-call-bar.ts'
import { microphoneHelp } from '../ui/microphone-notice.ts'
import '../ui/note-field.ts'
import '../ui/sound-settings.ts'
import type { CallSession } from '../session.ts'
import { Announcer } from '../ui/spoken.ts'
import { endingWords } from '../ui/texts/endings.ts'
import { plain } from '../ui/texts/plain.ts'
import { rich } from '../ui/texts/rich.ts'
import { fill, words } from '../ui/texts/words.ts'
import type { DeskLine } from './line.ts'

const talkingTo = (name: string | null, talking: boolean): string =>
  fill(talking ? words.desk.talkingTo : words.desk.connectingTo, {
    name: plain(name ?? '') || words.desk.aVisitor,
  })

const gone = ({ reason, by }: NonNullable<DeskLine['gone']>) => {
  const texts = words.desk.gone as Record<string, string>
  const text = (by ? texts[`${reason}_by`] : undefined) ?? texts[reason]
  return text ? rich(text, { by: by ?? '' }) : ''
}

/** @param whole the page of calls, and not another one below the running call */
export const callsPage = (line: DeskLine, whole: boolean, video: boolean) => html`
  <div class="card">${availability(line)}</div>
  ${notice(line)}
  ${line.call.elsewhere ? elsewhere(line) : nothing}
  ${line.call.session ? running(line, line.call.session, video) : whole ? lastCall(line) : nothing}
  ${whole ? lists(line) : nothing}`

const problem = ({ mode }: DeskLine): string => (mode.problem ? words.call.microphones[mode.problem] : '')

const availability = (line: DeskLine) => html`
  <parley-availability-bar .who=${line.agent?.name ?? ''} mode=${line.mode.status} ?confirmed=${line.confirmed} ?heard=${line.joined}
    ?talking=${line.call.session !== null} ?elsewhere=${line.ringsElsewhere} .problem=${problem(line)} .help=${line.mode.problem ? microphoneHelp(line.mode.problem) : ''} .until=${line.mode.wrapsUpUntil}
    .level=${line.level}></parley-availability-bar>`

const notice = (line: DeskLine) => {
  const said = line.call.ending
    ? endingWords(words.desk, 'agent', line.call.ending)
    : line.gone
      ? gone(line.gone)
      : line.mode.wasAvailable && !line.call.session
        ? words.desk.reloaded
        : ''
  return html`<p id="notice" role="status" aria-live="polite" class=${said ? 'card' : ''}>${said}</p>`
}

const elsewhere = (line: DeskLine) => html`<div class="card row"><p class="grow">${words.desk.inCall}</p>
  <button id="continue" class="primary" @click=${() => line.call.continueHere()}>${words.call.continueHere}</button></div>`

const note = (line: DeskLine) =>
  html`<parley-note-field .text=${line.papers.notes.text} state=${line.papers.notes.state}></parley-note-field>`

const block = (line: DeskLine) => {
  const { about } = line.call
  if (!about) return nothing
  const blocked = line.papers.isBlocked(about.callId)
  return html`<parley-block-button call=${about.callId} name=${about.name ?? ''} ?blocked=${blocked}></parley-block-button>`
}

const announcer = new Announcer()

const running = (line: DeskLine, session: CallSession, video: boolean) => {
  const call = session.getState()
  return html`<div class="card stack" id="in-call">
    <parley-in-call-bar who=${talkingTo(call.visitor?.name ?? null, session.since !== null)} .session=${session} ?video=${video}></parley-in-call-bar>
    <p class="live" role="status" id="spoken">${announcer.say(session)}</p>
    ${call.row ? html`${note(line)}<div class="row">${block(line)}</div>` : nothing}
  </div>`
}

/** After a call: what is to be written down about it. */
const lastCall = (line: DeskLine) => {
  const { about } = line.call
  if (!about) return nothing
  const t = words.desk
  return html`<section class="card stack" id="last-call" aria-label=${fill(t.lastCall, { name: plain(about.name ?? '') || t.visitor })}>
    <div class="row"><h2 class="grow">${rich(t.lastCall, { name: about.name ?? t.visitor })}</h2>
      <button id="finish" @click=${() => line.finish()}>${t.finish}</button></div>
    ${note(line)}
    <div class="row">${block(line)}</div>
  </section>`
}

const lists = (line: DeskLine) => {
  const { sound, mode } = line
  const { lists } = line.papers
  return html`
    ${
      lists.callbacks?.callbacks.length
        ? html`<div class="card" @callback-done=${(e: CustomEvent) => lists.resolve(e.detail.id)}><parley-callback-list .list=${lists.callbacks}></parley-callback-list></div>`
        : nothing
    }
    <div class="card" @history-refresh=${() => lists.refresh()} @history-older=${() => lists.older()}
      @history-search=${(e: CustomEvent) => lists.search(e.detail)}>
      <parley-call-history .history=${lists.history} .wanted=${lists.wanted} ?failed=${lists.failed}></parley-call-history></div>
    <div class="card" @sound-choose=${(e: CustomEvent) => sound.choose(e.detail.choice, e.detail.id)} @sound-try=${() => sound.try()}
      @desk-notify=${() => sound.askToNotify()}
      @desk-wrap-up=${(e: CustomEvent) => {
        mode.wrapUpSeconds = e.detail.seconds
      }}>
      <parley-sound-settings .microphones=${sound.microphones} .speakers=${sound.speakers}
        ?choosesring=${sound.choosesRing} .chosen=${(c: 'ring') => sound.chosen(c)} notifying=${sound.notifying} wrapup=${mode.wrapUpSeconds}></parley-sound-settings></div>`
}
