// What has to be plugged for a session to make a call: whom it asks, what it hears, and the media.
import type { Answer } from './api/http.ts'
import type { Party } from './api/party.ts'
import type { Grant } from './call/messages.ts'
import type { Redeem } from './credentials.ts'
import type { Media } from './media/media.ts'

export interface Opened {
  readonly sessionId: string
  close(): void
}

export interface Ports {
  readonly party: Party
  readonly media: Media
  /** Opens a visitor's chat session and listens on its topic; null when nobody is there. */
  readonly open?: (
    hear: (event: string, payload: unknown) => void,
    joined: () => void,
  ) => Promise<Opened | null>
  readonly request?: (callId: string, offer: string) => Promise<Answer<Grant>>
  /** Redeems a relay ticket; without it calls are direct or not at all. */
  readonly relay?: Redeem
}
