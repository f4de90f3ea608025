// How a call stands with its microphone, and the seven ways in which there is none.
export type MicrophoneFailure =
  | 'denied'
  /** The browser's question was closed without an answer. */
  | 'dismissed'
  | 'missing'
  | 'busy'
  /** The page's own policy, or that of the frame around it, lets nobody ask. */
  | 'policy'
  | 'insecure'
  | 'failed'
export type Microphone = 'unasked' | 'asked' | 'open' | MicrophoneFailure
