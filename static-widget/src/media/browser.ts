// Media as this browser has it. The audio element is made in the tap: some browsers only let such an element play later.
import { camera, choose, chosen, devices, microphone, onDevices, screen } from './devices.ts'
import { meter } from './level.ts'
import type { Gear, Media } from './media.ts'
import { Peer } from './peer.ts'

type Sinkable = HTMLAudioElement & { setSinkId?(id: string): Promise<void> }

const speakerOf = (audio: Sinkable) => async (id: string) => {
  choose('speaker', id)
  if (!audio.setSinkId) return false
  return audio.setSinkId(id).then(
    () => true,
    () => false,
  )
}

const gearOf = (audio: HTMLAudioElement): Gear => ({
  camera,
  screen,
  devices,
  onDevices,
  speaker: speakerOf(audio),
  choosesSpeakers: 'setSinkId' in audio,
  chosenSpeaker: () => chosen('speaker') ?? '',
})

export const browserMedia = (audio: HTMLAudioElement): Media => ({
  microphone,
  gear: gearOf(audio),
  release: (stream) => {
    for (const track of stream.getTracks()) track.stop()
  },
  peer: (polite, ears) => new Peer(polite, ears),
  probe: async (servers) => (await import('./relay-kit.ts')).probeRelay(servers),
  play: async (remote) => {
    if (audio.srcObject !== remote) {
      audio.srcObject = remote
      const speaker = chosen('speaker')
      if (speaker) await speakerOf(audio)(speaker)
    }
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
