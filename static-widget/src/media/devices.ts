// The microphone, or why there is none.
import type { MicrophoneFailure } from '../call/state.ts'

const FAILURES: Record<string, MicrophoneFailure> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
}

export const microphone = async (): Promise<MediaStream | MicrophoneFailure> => {
  if (navigator.mediaDevices === undefined) return 'insecure'
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true })
  } catch (e) {
    return FAILURES[(e as Error).name] ?? 'failed'
  }
}
