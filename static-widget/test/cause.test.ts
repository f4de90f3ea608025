// What a page names as the cause: the first thing that went wrong, told with every report from then on.
import { expect, test } from 'vitest'
import type { Ice } from '../src/call/messages.ts'
import { Connection } from '../src/connection.ts'
import { PretendMedia } from './pretend/media.ts'

const ALL: Ice = { servers: [], policy: 'all' }

const opened = async () => {
  const media = new PretendMedia()
  const track = Object.assign(new EventTarget(), { enabled: true })
  media.microphone = async () => ({ getAudioTracks: () => [track] }) as unknown as MediaStream
  const connection = new Connection(
    media,
    'agent',
    () => undefined,
    () => undefined,
  )
  await connection.openMicrophone()
  const cause = async () => (await connection.report()).cause
  return {
    media,
    connection,
    cause,
    unplug: async () => {
      media.microphone = async () => 'missing'
      track.dispatchEvent(new Event('ended'))
      await Promise.resolve()
    },
  }
}

test('a call that goes well has no cause', async () => {
  const { media, connection, cause } = await opened()
  connection.connect(0, ALL)
  media.peerNow.now('up')
  expect(await cause()).toBeNull()
})

test('no path is ice_failed, and what breaks after it is its consequence', async () => {
  const { media, connection, cause, unplug } = await opened()
  connection.connect(0, ALL)
  media.peerNow.now('failed')
  await unplug()
  expect(await cause()).toBe('ice_failed')
})

test('where only a relay is allowed, no path is relay_unavailable', async () => {
  const { media, connection, cause } = await opened()
  connection.connect(0, { servers: [], policy: 'relay' })
  media.peerNow.now('failed')
  expect(await cause()).toBe('relay_unavailable')
})

test('a microphone that is unplugged in the call is microphone_lost', async () => {
  const { connection, cause, unplug } = await opened()
  connection.connect(0, ALL)
  await unplug()
  expect(await cause()).toBe('microphone_lost')
})
