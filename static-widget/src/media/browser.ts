// Media as this browser has it. The audio element is made in the tap: some browsers only let such an element play later.
import { microphone } from './devices.ts'
import { meter } from './level.ts'
import type { Media } from './media.ts'
import { Peer } from './peer.ts'

export const browserMedia = (audio: HTMLAudioElement): Media => ({
  microphone,
  release: (stream) => {
    for (const track of stream.getTracks()) track.stop()
  },
  peer: (polite, ears) => new Peer(polite, ears),
  play: async (remote) => {
    if (audio.srcObject !== remote) audio.srcObject = remote
    try {
      await audio.play()
      return true
    } catch (e) {
      return (e as Error).name !== 'NotAllowedError'
    }
  },
  hush: () => {
    audio.pause()
    audio.srcObject = null
  },
  meter,
})
