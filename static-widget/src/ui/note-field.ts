// <parley-note-field .text state> is what an agent writes about a call. Asks: note-write {text} at each change, note-done when left.
import { css, html } from 'lit'
import { Asking, base, define } from './element.ts'
import { words } from './texts/words.ts'

const LONGEST = 4000

export class NoteField extends Asking {
  static override properties = { text: { attribute: false }, state: {} }
  declare text: string
  declare state: 'kept' | 'writing' | 'keeping' | 'failed'

  static override styles = [
    base,
    css`
      textarea { min-height: 72px; resize: vertical; }
      label { margin-bottom: 6px; }
      .foot { display: flex; flex-wrap: wrap; gap: 4px 12px; justify-content: space-between; }
    `,
  ]

  constructor() {
    super()
    this.text = ''
    this.state = 'kept'
  }

  override render() {
    const t = words.desk.note
    const said = this.state === 'kept' && this.text === '' ? '' : t[this.state]
    return html`<label>${t.label}
        <textarea rows="3" maxlength=${LONGEST} dir="auto" aria-describedby="hint" .value=${this.text}
          @input=${(e: InputEvent) => this.ask('note-write', { text: (e.target as HTMLTextAreaElement).value })}
          @blur=${() => this.ask('note-done')}></textarea>
      </label>
      <div class="foot"><span class="quiet" id="hint">${t.hint}</span><span class="quiet" role="status">${said}</span></div>`
  }
}
define('parley-note-field', NoteField)
