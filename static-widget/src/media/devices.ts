// Microphone, camera and screen, or why there is none; what there is to choose from; what was chosen last.
import type { CameraFailure, Device, Devices } from '../call/company.ts'
import type { MicrophoneFailure } from '../call/microphone.ts'

const FAILURES: Record<string, MicrophoneFailure> = {
  NotAllowedError: 'denied',
  SecurityError: 'policy',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
}

/** @param id the device that must be taken; without it the one chosen last, if it is there */
export const microphone = async (id?: string): Promise<MediaStream | MicrophoneFailure> => {
  if (navigator.mediaDevices === undefined) return 'insecure'
  const last = chosen('microphone')
  const deviceId = id ? { exact: id } : last ? { ideal: last } : undefined
  try {
    const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: deviceId ? { ...audio, deviceId } : audio,
    })
    if (id) choose('microphone', id)
    return stream
  } catch (e) {
    const failure = FAILURES[(e as Error).name] ?? 'failed'
    return failure === 'denied' ? whoSaidNo(e as Error) : failure
  }
}

interface PolicyDocument {
  readonly featurePolicy?: { allowsFeature(feature: string): boolean }
}

/** One error name stands for three: the page's policy, a person's no, a question that was closed. */
const whoSaidNo = async (error: Error): Promise<MicrophoneFailure> => {
  if ((document as PolicyDocument).featurePolicy?.allowsFeature('microphone') === false) return 'policy'
  if (/dismissed/i.test(error.message)) return 'dismissed'
  return (await permissionStatus())?.state === 'prompt' ? 'dismissed' : 'denied'
}

const permissionStatus = async (): Promise<PermissionStatus | null> => {
  try {
    return await navigator.permissions.query({ name: 'microphone' as PermissionName })
  } catch {
    return null
  }
}

/** @param facing `environment` looks away from the person, as a phone's back camera does */
export const camera = (facing: 'user' | 'environment'): Promise<MediaStream | CameraFailure> =>
  picture(() =>
    navigator.mediaDevices.getUserMedia({
      video: { facingMode: facing, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { max: 30 } },
    }),
  )

export const screen = (): Promise<MediaStream | CameraFailure> =>
  picture(() => navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 15 } } }))

const picture = async (open: () => Promise<MediaStream>): Promise<MediaStream | CameraFailure> => {
  try {
    return await open()
  } catch (e) {
    return (e as Error).name === 'NotAllowedError' ? 'denied' : 'failed'
  }
}

/** Asking is also how some browsers notice that a device has gone. */
export const devices = async (): Promise<Devices> => {
  const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? []
  const of = (kind: MediaDeviceKind): Device[] =>
    all.filter((d) => d.kind === kind && d.deviceId !== '').map((d) => ({ id: d.deviceId, label: d.label }))
  return { microphones: of('audioinput'), speakers: of('audiooutput'), cameras: of('videoinput') }
}

/** Something was plugged in or out, or the page was allowed or forbidden the microphone. */
export const onDevices = (changed: () => void): (() => void) => {
  const undo = new AbortController()
  const { signal } = undo
  navigator.mediaDevices?.addEventListener?.('devicechange', changed, { signal })
  void permissionStatus().then((status) => status?.addEventListener('change', changed, { signal }))
  return () => undo.abort()
}

const key = (kind: string): string => `parley:${kind}`

/** `ring` is where a desk's calls ring; a call itself is heard on `speaker`. */
export type Chosen = 'microphone' | 'speaker' | 'ring'

export const chosen = (kind: Chosen): string | null => {
  try {
    return localStorage.getItem(key(kind))
  } catch {
    return null
  }
}

export const choose = (kind: Chosen, id: string): void => {
  try {
    localStorage.setItem(key(kind), id)
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
