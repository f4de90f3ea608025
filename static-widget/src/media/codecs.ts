// How sound and picture are coded. Preferences and encodings only; the one text that is changed is the other side's, where no interface exists.

/** RED carries each Opus frame twice: at 5 % loss nothing is missing any more. Where a browser has none, nothing changes. */
export const preferRedundancy = (transceiver: RTCRtpTransceiver): void => {
  const codecs = RTCRtpReceiver.getCapabilities?.('audio')?.codecs ?? []
  const red = codecs.filter((c) => c.mimeType === 'audio/red')
  if (red.length === 0 || !transceiver.setCodecPreferences) return
  transceiver.setCodecPreferences([...red, ...codecs.filter((c) => c.mimeType !== 'audio/red')])
}

/** The other side wants in-band FEC and allows silences to be silent (RFC 7587: useinbandfec, usedtx): our sender heeds it. */
export const withSilences = (sdp: string): string =>
  sdp.replace(/^a=fmtp:(\d+) (.*)$/gm, (line, type: string, said: string) => {
    const isOpus = new RegExp(`^a=rtpmap:${type} opus/`, 'm').test(sdp)
    if (!isOpus || said.includes('usedtx')) return line
    return `a=fmtp:${type} ${said.trimEnd()};usedtx=1${line.endsWith('\r') ? '\r' : ''}`
  })

/** Sound goes first when there is not room for both. */
export const VIDEO: RTCRtpEncodingParameters = {
  maxBitrate: 1_200_000,
  priority: 'low',
  networkPriority: 'low',
}

export const putSoundFirst = async (sender: RTCRtpSender): Promise<void> => {
  const parameters = sender.getParameters()
  for (const encoding of parameters.encodings ?? []) {
    encoding.priority = 'high'
    encoding.networkPriority = 'high'
  }
  await sender.setParameters(parameters).catch(() => undefined)
}

/** Bits a second that a picture may take: a line that loses packets gives them to the sound. */
export const pictureBits = (loss: number, before: number): number => {
  const most = VIDEO.maxBitrate ?? 0
  if (loss > 0.1) return Math.max(80_000, before / 2)
  return loss < 0.02 ? Math.min(most, before * 1.25) : before
}
