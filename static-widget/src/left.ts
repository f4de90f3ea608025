// A page that goes away in a call leaves word for the page that comes after it in the same tab. Written at the very end only,
// so that a duplicated tab does not think it was the one.
const key = (tenant: string): string => `parley:${tenant}:left`
/** Beyond this the other side has ended the call. */
const STALE_MS = 60_000

export interface Left {
  readonly callId: string
  readonly muted: boolean
}

export const leaveWord = (
  tenant: string,
  { callId, muted }: { callId: string | null; muted: boolean },
): void => {
  try {
    sessionStorage.setItem(key(tenant), JSON.stringify({ callId, muted, at: Date.now() }))
  } catch {
    // Without storage a reload is a new start; the call can still be continued by the refusal's own way.
  }
}

export const wasInCall = (tenant: string): Left | null => {
  try {
    const said = JSON.parse(sessionStorage.getItem(key(tenant)) ?? 'null')
    sessionStorage.removeItem(key(tenant))
    return said !== null && Date.now() - said.at < STALE_MS
      ? { callId: String(said.callId), muted: said.muted === true }
      : null
  } catch {
    return null
  }
}
