// What the session asks of WebRTC; the rest of this folder is the only place that knows it.
import type { Ice, Report } from '../call/messages.ts'
import type { Saying, Signal } from '../call/signals.ts'
import type { MicrophoneFailure } from '../call/state.ts'

export interface PeerEars {
  /** The peer has something to tell the other side. */
  say(saying: Saying): void
  media(now: 'up' | 'silent' | 'failed'): void
  stream(remote: MediaStream): void
  /** The first sound of the other side has arrived. */
  sound(): void
}

export interface PeerConnection {
  /** Makes an offer without going live: nothing is gathered before somebody said yes. */
  prepare(): Promise<string>
  /** The prepared offer goes live. */
  start(ice: Ice, stallMs: number): Promise<void>
  /** Goes live at once; `offers` says whether this side describes itself first. */
  connect(ice: Ice, stallMs: number, offers: boolean): Promise<void>
  apply(signal: Signal): void
  speak(track: MediaStreamTrack | null): void
  report(): Promise<Report>
  close(): void
}

/** How loud a stream is right now: 0 is silence, 1 is as loud as it gets. */
export interface Meter {
  level(): number
  close(): void
}

export interface Media {
  microphone(): Promise<MediaStream | MicrophoneFailure>
  /** The call needs it no more. */
  release(microphone: MediaStream): void
  peer(polite: boolean, ears: PeerEars): PeerConnection
  /** False when the browser wants a tap first. */
  play(remote: MediaStream): Promise<boolean>
  hush(): void
  meter(stream: MediaStream): Meter
}
