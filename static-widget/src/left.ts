// A page that goes away in a call leaves word for the page that comes after it in the same tab. Written at the very end only,
// so that a duplicated tab does not think it was the one.
const key = (tenant: string): string => `parley:${tenant}:left`
/** Beyond this the other side has ended the call. */
const STALE_MS = 60_000

export const leaveWord = (tenant: string, callId: string): void => {
  try {
    sessionStorage.setItem(key(tenant), JSON.stringify({ callId, at: Date.now() }))
  } catch {
    // Without storage a reload is a new start; the call can still be continued by the refusal's own way.
  }
}

export const wasInCall = (tenant: string): string | null => {
  try {
    const said = JSON.parse(sessionStorage.getItem(key(tenant)) ?? 'null')
    sessionStorage.removeItem(key(tenant))
    return said !== null && Date.now() - said.at < STALE_MS ? String(said.callId) : null
  } catch {
    return null
  }
}
