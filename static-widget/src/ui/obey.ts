// What people ask of a running call, whichever skin they ask it in.
import type { CallSession } from '../session.ts'

interface Detail {
  readonly on: boolean
  readonly id: string
}

const deeds: Record<string, (session: CallSession, detail: Detail) => unknown> = {
  'call-hang-up': (s) => s.hangUp(),
  'call-retry-microphone': (s) => s.retryMicrophone(),
  'call-mute': (s, { on }) => s.mute(on),
  'call-hear': (s) => s.restore(),
  'call-microphone': (s, { id }) => s.useMicrophone(id),
  'call-speaker': (s, { id }) => s.pictures.speaker(id),
  'call-camera': (s, { on }) => s.pictures.camera(on),
  'call-flip': (s) => s.pictures.flip(),
  'call-share': (s, { on }) => s.pictures.share(on),
}

/** Hands every such event of an element (and of what is in it) to the session it shows at that moment. */
export const obey = (element: HTMLElement, session: () => CallSession | null): void => {
  for (const [type, deed] of Object.entries(deeds))
    element.addEventListener(type, (e) => {
      const shown = session()
      if (shown) void deed(shown, (e as CustomEvent<Detail>).detail)
    })
}
