// <parley-team-list .team> says who of the team is there, who is in a call, and who may not call. Ask: caller-block {callId, on}.
import { css, html, nothing } from 'lit'
import type { Team } from '../call/desk.ts'
import './block-button.ts'
import { Asking, base, define } from './element.ts'
import { isolated, rich } from './texts/rich.ts'
import { count, day, duration, fill, moment, words } from './texts/words.ts'

type Agent = Team['agents'][number]

export class TeamList extends Asking {
  static override properties = { team: { attribute: false }, readAt: { attribute: false }, me: {} }
  declare team: Team | null
  declare readAt: number
  /** Id of who looks. */
  declare me: string
  #timer: ReturnType<typeof setInterval> | undefined

  static override styles = [
    base,
    css`
      :host { display: grid; gap: 16px; }
      ul { list-style: none; margin: 0; padding: 0; }
      li { padding: 12px 0; border-bottom: 1px solid var(--soft); display: flex; flex-wrap: wrap; gap: 4px 14px; align-items: center; }
      li:last-child { border-bottom: 0; }
      .name { flex: 1 1 180px; overflow-wrap: anywhere; }
      .now { flex: 1 1 200px; display: flex; gap: 10px; align-items: center; }
      .light { flex: none; width: 12px; height: 12px; border-radius: 50%; border: 2px solid var(--quiet); }
      .available { background: var(--good); border-color: var(--good); }
      .in_call, .connecting { background: var(--accent); border-color: var(--accent); }
      .wrap_up { border-color: var(--good); }
      .do_not_disturb { background: var(--danger); border-color: var(--danger); }
    `,
  ]

  constructor() {
    super()
    this.team = null
    this.readAt = 0
    this.me = ''
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#timer = setInterval(() => this.requestUpdate(), 1000)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.#timer)
  }

  override render() {
    const t = words.desk
    const { team } = this
    if (!team) return html`<p role="status">${t.loading}</p>`
    const available = team.agents.filter((agent) => agent.presence === 'available').length
    return html`
      <section class="card stack" aria-label=${t.team.title}>
        <h2>${t.team.title}</h2>
        <p role="status">${count(t.team.available, available)}${team.ringing > 0 ? html` · ${count(t.team.ringing, team.ringing)}` : nothing}</p>
        <p class="quiet">${this.#opening(team)}</p>
        <ul>${team.agents.map((agent) => this.#agent(agent))}</ul>
      </section>
      ${this.#blocked(team)}`
  }

  #opening({ open_now, opens_at }: Team): string {
    const t = words.desk.hours
    return open_now ? t.openNow : opens_at ? fill(t.opens, { day: day(opens_at) }) : t.closedNow
  }

  #agent(agent: Agent) {
    const t = words.desk.team
    const name = agent.name ?? t.roles[agent.role]
    return html`<li data-agent=${agent.id} data-presence=${agent.presence}>
      <span class="name"><strong>${agent.id === this.me ? rich(t.you, { name }) : isolated(name)}</strong>
        <span class="quiet"> · ${t.roles[agent.role]}</span></span>
      <span class="now"><span class="light ${agent.presence}"></span><span>${this.#now(agent)}</span></span>
    </li>`
  }

  #now({ presence, call }: Agent) {
    const t = words.desk.team
    if (presence !== 'in_call' || call === null) return t.presence[presence]
    const seconds = call.seconds + (performance.now() - this.readAt) / 1000
    return rich(t.inCallWith, {
      name: call.visitor?.name ?? words.desk.aVisitor,
      time: duration(seconds),
    })
  }

  #blocked({ blocked }: Team) {
    const t = words.desk
    if (blocked.length === 0) return nothing
    return html`<section class="card stack" aria-label=${t.block.title}>
      <h2>${t.block.title}</h2>
      <ul>${blocked.map(
        (one) => html`<li>
          <span class="name"><strong>${one.name ? isolated(one.name) : t.visitor}</strong>
            <span class="quiet">${rich(t.block.by, { by: one.by ?? '–', time: moment(one.at, { dateStyle: 'short', timeStyle: 'short' }) })}</span></span>
          ${one.call_id ? html`<parley-block-button call=${one.call_id} name=${one.name ?? ''} blocked></parley-block-button>` : nothing}
        </li>`,
      )}</ul>
      <p class="quiet">${t.block.limits}</p>
    </section>`
  }
}
define('parley-team-list', TeamList)
