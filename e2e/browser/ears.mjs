// Runs inside the page, before any of its own scripts, in tests only. It changes nothing that the product decides: it keeps
// the peer connections and the elements that play, notes when the first audible sample arrived, and asks for a microphone without
// echo cancelling and noise suppression, which would eat a steady tone.

/** Serialised into the page: must not refer to anything outside itself. */
export const installEars = () => {
  /** @type {RTCPeerConnection[]} */
  const connections = []
  /** @type {Set<HTMLMediaElement>} */
  const players = new Set()
  /** @type {{ what: string, at: number }[]} */
  const clicks = []
  const first = { sample: 0, playing: 0 }
  const now = () => performance.timeOrigin + performance.now()

  const Real = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Real {
    /** @param {RTCConfiguration} [configuration] */
    constructor(configuration) {
      super(configuration)
      connections.push(this)
      this.addEventListener('track', ({ track }) => {
        if (track.kind === 'audio') void noteFirstSample(track)
      })
    }
  }

  /** @param {MediaStreamTrack} track */
  const samplesOf = (track) => {
    // @ts-expect-error Chromium only, and not in the type library
    return new MediaStreamTrackProcessor({ track }).readable.getReader()
  }

  /** @param {MediaStreamTrack} track */
  const noteFirstSample = async (track) => {
    const reader = samplesOf(track.clone())
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      const at = now()
      const plane = new Float32Array(value.numberOfFrames)
      value.copyTo(plane, { planeIndex: 0, format: 'f32-planar' })
      value.close()
      if (plane.some((x) => Math.abs(x) > 0.01)) {
        first.sample ||= at
        await reader.cancel()
        return
      }
    }
  }

  const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject')
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    ...source,
    /** @this {HTMLMediaElement} @param {MediaStream | null} stream */
    set(stream) {
      players.add(this)
      this.addEventListener('playing', () => {
        if (this.srcObject) first.playing ||= now()
      })
      source?.set?.call(this, stream)
    },
  })

  const ask = MediaDevices.prototype.getUserMedia
  MediaDevices.prototype.getUserMedia = function (constraints) {
    const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false }
    const audio = constraints?.audio
    if (!audio) return ask.call(this, constraints)
    return ask.call(this, { ...constraints, audio: { ...(audio === true ? {} : audio), ...plain } })
  }

  addEventListener(
    'click',
    (e) => {
      const target = /** @type {Element} */ (e.composedPath()[0])
      clicks.push({ what: (target?.closest?.('button')?.textContent ?? '').trim(), at: now() })
    },
    { capture: true },
  )

  /** What the element that plays for the person gets: `wanted` samples of it. @param {number} wanted @param {number} patience */
  const listen = async (wanted, patience) => {
    const player = [...players].find((p) => p.srcObject instanceof MediaStream && !p.paused)
    const track = /** @type {MediaStream | undefined} */ (player?.srcObject)?.getAudioTracks()[0]
    // Between two generations the former one's track is still there, and over.
    if (!track || track.readyState === 'ended') return { rate: 0, samples: [] }
    const clone = track.clone()
    const reader = samplesOf(clone)
    const until = now() + patience
    /** @type {number[]} */
    const samples = []
    let rate = 0
    while (samples.length < wanted && now() < until) {
      const { value, done } = await reader.read()
      if (done) break
      const plane = new Float32Array(value.numberOfFrames)
      value.copyTo(plane, { planeIndex: 0, format: 'f32-planar' })
      rate = value.sampleRate
      value.close()
      samples.push(...plane)
    }
    await reader.cancel()
    clone.stop()
    return { rate, samples }
  }

  /** Energy that left through the loudspeaker: stays where it is while the element is paused. */
  const playedEnergy = async () => {
    let energy = 0
    for (const connection of connections)
      for (const stat of (await connection.getStats()).values())
        if (stat.type === 'inbound-rtp' && stat.kind === 'audio') energy += stat.totalAudioEnergy ?? 0
    return energy
  }

  const state = () => ({
    playing: [...players].some(
      (p) => p.srcObject instanceof MediaStream && !p.paused && !p.muted && p.volume > 0,
    ),
    connections: connections.map((c) => c.connectionState),
    first: { ...first },
    clicks: [...clicks],
  })

  /** When a button with this name is first to be seen, to the frame. @param {string} name @param {number} patience */
  const appears = async (name, patience) => {
    const until = now() + patience
    while (now() < until) {
      if (finds(document, name)) return now()
      await new Promise(requestAnimationFrame)
    }
    throw new Error(`no button "${name}" within ${patience} ms`)
  }

  /** Looks into open shadow roots too. @param {Document | ShadowRoot} root @param {string} name @returns {boolean} */
  const finds = (root, name) =>
    [...root.querySelectorAll('*')].some(
      (e) =>
        (e instanceof HTMLButtonElement && e.textContent?.trim() === name && e.checkVisibility()) ||
        (e.shadowRoot !== null && finds(e.shadowRoot, name)),
    )

  /** The next call is timed anew. */
  const forget = () => {
    first.sample = 0
    first.playing = 0
    clicks.length = 0
  }

  Object.defineProperty(window, 'ears', { value: { listen, playedEnergy, state, appears, forget } })
}
