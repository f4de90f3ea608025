// What the two sides of a call know of each other beside the row: how good the line is, who is muted, what is shown.
export type Quality = 'good' | 'fair' | 'poor'
export type CameraFailure = 'denied' | 'failed'

export interface Device {
  readonly id: string
  readonly label: string
}
export interface Devices {
  readonly microphones: readonly Device[]
  readonly speakers: readonly Device[]
  readonly cameras: readonly Device[]
}

/** What one side tells the other about itself. */
export interface Shown {
  readonly muted: boolean
  readonly camera: boolean
  readonly screen: boolean
}
export const NOTHING_SHOWN: Shown = { muted: false, camera: false, screen: false }

export interface Company {
  readonly quality: Quality | null
  readonly own: Shown
  readonly other: Shown
  /** Why there is no picture of ours although somebody asked for it. */
  readonly problem: CameraFailure | 'screen' | null
  readonly devices: Devices
  /** Id of the microphone in use. */
  readonly microphone: string | null
  readonly speaker: string
  /** The browser took the sound away (a phone call, another app). */
  readonly interrupted: boolean
}
export const ALONE: Company = {
  quality: null,
  own: NOTHING_SHOWN,
  other: NOTHING_SHOWN,
  problem: null,
  devices: { microphones: [], speakers: [], cameras: [] },
  microphone: null,
  speaker: '',
  interrupted: false,
}
