// A server's end of a WebSocket, in this process: answers joins as told, remembers what was said to it, and lets a test speak for the server.

export type Frame = [string | null, string | null, string, string, Record<string, unknown>]

export class PretendSocket {
  static opened: PretendSocket[] = []
  static join: (payload: Record<string, unknown>) => object = () => ({ status: 'ok', response: {} })
  readonly joins: { ref: string; topic: string; payload: Record<string, unknown> }[] = []
  readonly sent: Frame[] = []
  readyState = 0
  binaryType = 'arraybuffer'
  onopen: (() => void) | null = null
  onclose: ((e: object) => void) | null = null
  onmessage: ((e: { data: string }) => void) | null = null
  onerror: (() => void) | null = null

  readonly url: string

  constructor(url: string) {
    this.url = url
    PretendSocket.opened.push(this)
    setTimeout(() => {
      this.readyState = 1
      this.onopen?.()
    }, 1)
  }
  send(data: string) {
    const frame = JSON.parse(data) as Frame
    this.sent.push(frame)
    const [joinRef, ref, topic, event, payload] = frame
    if (event === 'phx_join') {
      this.joins.push({ ref: joinRef ?? '', topic, payload })
      this.say([joinRef, ref, topic, 'phx_reply', PretendSocket.join(payload) as Record<string, unknown>])
    } else this.say([joinRef, ref, topic, 'phx_reply', { status: 'ok', response: {} }])
  }
  say(frame: Frame) {
    setTimeout(() => this.onmessage?.({ data: JSON.stringify(frame) }), 1)
  }
  close() {
    this.readyState = 3
  }
}
