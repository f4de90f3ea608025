// What the session asks of WebRTC; the rest of this folder is the only place that knows it.
import type { CameraFailure, Devices, Shown } from '../call/company.ts'
import type { Ice, Report } from '../call/messages.ts'
import type { MicrophoneFailure } from '../call/microphone.ts'
import type { Transport } from '../call/report.ts'
import type { Saying, Signal } from '../call/signals.ts'
import type { Carried, Line } from './stats.ts'

export interface PeerEars {
  /** The peer has something to tell the other side. */
  say(saying: Saying): void
  media(now: 'up' | 'silent' | 'failed'): void
  stream(remote: MediaStream): void
  picture(remote: MediaStream): void
  /** What the other side tells about itself. */
  other(shown: Shown): void
  /** The first sound of the other side has arrived. */
  sound(): void
  /** All relays of a gathering have answered, or had their time: these gave a candidate. */
  relays(reached: readonly Transport[]): void
  /** The device's network changed. */
  network(): void
  /** Servers to gather from now, with a fresh credential; null: those there are. */
  fresh(): Promise<readonly RTCIceServer[] | null>
}

export interface PeerConnection {
  /** Makes an offer without going live: nothing is gathered before somebody said yes. */
  prepare(): Promise<string>
  /** The prepared offer goes live. */
  start(ice: Ice, stallMs: number): Promise<void>
  /** Goes live at once; `offers` says whether this side describes itself first. */
  connect(ice: Ice, stallMs: number, offers: boolean): Promise<void>
  /** Where only a relay is allowed, gathering waits for this. */
  admit(servers: readonly RTCIceServer[]): void
  /** Looks for a path anew (an ICE restart), while the old one goes on. */
  restart(servers: readonly RTCIceServer[] | null): Promise<void>
  apply(signal: Signal): void
  speak(track: MediaStreamTrack | null): void
  /** A camera's or a screen's picture, or none any more. */
  show(track: MediaStreamTrack | null): void
  tell(own: Shown): void
  /** Makes room for the sound; `loss` is the share of packets that do not arrive. */
  adapt(loss: number): void
  /** Of both sides' certificates, once both are known. */
  fingerprints(): readonly string[]
  line(): Promise<Line>
  report(): Promise<Report>
  /** What this connection's own relay allocations have carried so far. */
  readonly carried: Carried
  close(): void
}

/** How loud a stream is right now: 0 is silence, 1 is as loud as it gets. */
export interface Meter {
  level(): number
  close(): void
}

/** What a person has to speak, hear and show with. */
export interface Gear {
  camera(facing: 'user' | 'environment'): Promise<MediaStream | CameraFailure>
  screen(): Promise<MediaStream | CameraFailure>
  devices(): Promise<Devices>
  onDevices(changed: () => void): () => void
  /** False where a browser lets nobody choose. */
  speaker(id: string): Promise<boolean>
  readonly choosesSpeakers: boolean
  /** The one chosen last; '' where nobody has chosen. */
  chosenSpeaker(): string
}

export interface Media {
  /** @param id the device that must be taken */
  microphone(id?: string): Promise<MediaStream | MicrophoneFailure>
  readonly gear?: Gear
  /** The call needs it no more. */
  release(microphone: MediaStream): void
  peer(polite: boolean, ears: PeerEars): PeerConnection
  /** Whether these relays can be reached from here, and how. */
  probe(servers: readonly RTCIceServer[]): Promise<Transport | null>
  /** False when the browser wants a tap first. */
  play(remote: MediaStream): Promise<boolean>
  hush(): void
  meter(stream: MediaStream): Meter
}
