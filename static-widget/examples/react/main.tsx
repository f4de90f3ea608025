// A whole React page that calls: the tenant's key and the widget's address come from its own address.
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { useWebRTC, VisitorLine } from '../../src/react.ts'

const asked = new URL(location.href).searchParams
const line = new VisitorLine({
  tenant: asked.get('tenant') ?? '',
  base: asked.get('base') ?? location.origin,
})

const Call = () => {
  const call = useWebRTC({ sessionId: null, isAgent: false, line })
  const canCall = call.callStatus === 'idle' || call.callStatus === 'ended'
  return (
    <main>
      <h1>A React page that calls</h1>
      <p role="status">
        {call.callStatus === 'ringing' ? `ringing on ${call.devices}` : call.callStatus}
        {call.end && `: ${call.end.reason} by ${call.end.by}`}
      </p>
      {canCall ? (
        <button type="button" onClick={call.place}>
          Call us
        </button>
      ) : (
        <>
          <button type="button" aria-pressed={call.muted} onClick={() => call.mute(!call.muted)}>
            Mute
          </button>
          <button type="button" onClick={call.hangUp}>
            Hang up
          </button>
        </>
      )}
    </main>
  )
}

const root = document.querySelector('#root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <Call />
    </StrictMode>,
  )
