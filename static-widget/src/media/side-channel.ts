// What the two pages tell each other beside sound and picture, browser to browser: whether somebody is muted, and what is shown.

import { NOTHING_SHOWN, type Shown } from '../call/company.ts'
import { boolean, object } from '../call/decode.ts'

const shown = object({ muted: boolean, camera: boolean, screen: boolean })

export class SideChannel {
  readonly #channel: RTCDataChannel
  #own: Shown = NOTHING_SHOWN

  /** Agreed beforehand, so that it needs no message of its own; a page that knows nothing of it is not disturbed. */
  constructor(pc: RTCPeerConnection, heard: (other: Shown) => void) {
    this.#channel = pc.createDataChannel('parley', { negotiated: true, id: 0 })
    this.#channel.onopen = () => this.say()
    this.#channel.onmessage = ({ data }) => {
      try {
        heard(shown(JSON.parse(String(data))))
      } catch {
        console.debug('parley: not a word of ours', data)
      }
    }
  }

  tell(own: Shown): void {
    this.#own = own
    this.say()
  }

  /** Also said again and again by a page that has no voice to send: so it is not taken for lost. */
  say(): void {
    if (this.#channel.readyState === 'open') this.#channel.send(JSON.stringify(this.#own))
  }
}
