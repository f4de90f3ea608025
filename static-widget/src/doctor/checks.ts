// Looks at the page it runs on, in the order in which a call would meet the trouble.
import { type Config, config as decode } from '../call/config.ts'
import { type Check, FINDINGS, type Finding, filled } from './findings.ts'

const SOCKET_MS = 6000
const UDP_MS = 5000
export const STUN = 'stun:stun.l.google.com:19302'

const originOf = (url: string): string => new URL(url, location.href).origin

export const secure: Check = async () => (isSecureContext ? null : FINDINGS.insecure)

export const browser: Check = async () => {
  const needs = {
    WebRTC: 'RTCPeerConnection' in window,
    microphone: !isSecureContext || 'mediaDevices' in navigator,
    WebSocket: 'WebSocket' in window,
    'Web Audio': 'AudioContext' in window,
  }
  const missing = Object.entries(needs).flatMap(([name, has]) => (has ? [] : [name]))
  return missing.length > 0 ? filled(FINDINGS.browser, { missing: missing.join(', ') }) : null
}

interface PolicyDocument {
  readonly featurePolicy?: { allowsFeature(feature: string): boolean }
}
/** Where a browser does not tell (Firefox, Safari), a frame from elsewhere is what can be known. */
export const policy: Check = async () => {
  const { featurePolicy } = document as PolicyDocument
  return featurePolicy?.allowsFeature('microphone') === false ? FINDINGS.policy : null
}

/** The settings, or why there are none. */
export const settings = async (base: string, tenant: string): Promise<Config | Finding> => {
  const url = new URL(`/config/${encodeURIComponent(tenant)}`, base)
  try {
    const answer = await fetch(url, { credentials: 'omit' })
    if (answer.status === 404) return filled(FINDINGS.key, { key: tenant })
    return answer.ok ? decode(await answer.json()) : filled(FINDINGS.config, { where: url.origin })
  } catch {
    return filled(FINDINGS.config, { where: url.origin })
  }
}

export const voice =
  ({ features }: Config): Check =>
  async () =>
    features.voice_enabled ? null : FINDINGS.voice

export const door =
  ({ endpoints }: Config, tenant: string): Check =>
  async () => {
    try {
      const answer = await fetch(endpoints.visitor_session, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ tenant }),
        credentials: 'omit',
      })
      const said = await answer.json()
      return said?.refused === 'origin_not_allowed'
        ? filled(FINDINGS.origin, { origin: location.origin })
        : null
    } catch {
      return filled(FINDINGS.functions, { where: originOf(endpoints.visitor_session) })
    }
  }

/** A policy's no is an event of the page, not of the socket. */
export const socket =
  ({ supabase }: Config): Check =>
  async () => {
    const url = `${supabase.url.replace(/^http/, 'ws')}/realtime/v1/websocket?apikey=${encodeURIComponent(supabase.key)}&vsn=2.0.0`
    const where = new URL(url).origin
    let blocked = false
    const note = (e: SecurityPolicyViolationEvent) => {
      blocked ||= e.blockedURI.startsWith(where) || e.blockedURI.startsWith(where.replace(/^ws/, 'http'))
    }
    document.addEventListener('securitypolicyviolation', note)
    const opened = await opens(url)
    document.removeEventListener('securitypolicyviolation', note)
    if (opened) return null
    return filled(blocked ? FINDINGS.csp : FINDINGS.socket, { where })
  }

const opens = (url: string): Promise<boolean> =>
  new Promise((done) => {
    try {
      const socket = new WebSocket(url)
      const end = (opened: boolean) => {
        done(opened)
        socket.close()
      }
      setTimeout(() => end(false), SOCKET_MS)
      socket.onopen = () => end(true)
      // A moment for the policy's event, which comes by itself.
      socket.onerror = () => setTimeout(() => end(false), 100)
    } catch {
      setTimeout(() => done(false), 100)
    }
  })

/** Asks a STUN server who we are. Where there is no address translation nothing new comes back, but the asking ends. */
export const udp =
  (stun: string): Check =>
  async () => {
    if (!('RTCPeerConnection' in window)) return null
    const connection = new RTCPeerConnection({ iceServers: [{ urls: stun }] })
    const answered = await new Promise<boolean>((done) => {
      setTimeout(() => done(false), UDP_MS)
      let failed = false
      connection.onicecandidateerror = () => {
        failed = true
      }
      connection.onicecandidate = ({ candidate }) => {
        if (candidate?.type === 'srflx') done(true)
        else if (candidate === null) done(!failed)
      }
      connection.addTransceiver('audio')
      void connection.setLocalDescription()
    })
    connection.close()
    return answered ? null : filled(FINDINGS.udp, { where: stun })
  }
