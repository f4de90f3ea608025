// What a page names as the cause: the first thing that went wrong, told with every report from then on.
import { expect, test } from 'vitest'
import type { Ice } from '../src/call/messages.ts'
import type { Event } from '../src/call/state.ts'
import { Connection } from '../src/connection.ts'
import type { Gear } from '../src/media/media.ts'
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
  await connection.microphone.open()
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
  connection.connect(0, ALL, null)
  media.peerNow.now('up')
  expect(await cause()).toBeNull()
})

test('no path is ice_failed, and what breaks after it is its consequence', async () => {
  const { media, connection, cause, unplug } = await opened()
  connection.connect(0, ALL, null)
  media.peerNow.now('failed')
  await unplug()
  expect(await cause()).toBe('ice_failed')
})

test('where only a relay is allowed, no path is relay_unavailable', async () => {
  const { media, connection, cause } = await opened()
  connection.connect(0, { servers: [], policy: 'relay' }, null)
  media.peerNow.now('failed')
  expect(await cause()).toBe('relay_unavailable')
})

test('a microphone that is unplugged in the call is microphone_lost', async () => {
  const { connection, cause, unplug } = await opened()
  connection.connect(0, ALL, null)
  await unplug()
  expect(await cause()).toBe('microphone_lost')
})

/** A machine with sockets for microphones, whose page is told when something is plugged in or out. */
const plugged = () => {
  const media = new PretendMedia()
  const told: Event[] = []
  let there = 1
  let changed: () => void = () => undefined
  const open: EventTarget[] = []
  media.microphone = async () => {
    if (there === 0) return 'missing'
    const track = Object.assign(new EventTarget(), { enabled: true })
    open.push(track)
    return { getAudioTracks: () => [track] } as unknown as MediaStream
  }
  const none = { microphones: [], speakers: [], cameras: [] }
  const gear: Gear = {
    camera: async () => 'failed',
    screen: async () => 'failed',
    devices: async () => none,
    onDevices: (tell) => {
      changed = tell
      return () => undefined
    },
    speaker: async () => false,
    choosesSpeakers: false,
    chosenSpeaker: () => '',
  }
  Object.assign(media, { gear })
  const connection = new Connection(
    media,
    'visitor',
    (event) => void told.push(event),
    () => undefined,
  )
  return {
    connection,
    told,
    open,
    count: (n: number) => {
      there = n
    },
    pull: async () => {
      open.at(-1)?.dispatchEvent(new globalThis.Event('ended'))
      await new Promise((done) => setTimeout(done))
    },
    changed: () => changed(),
  }
}

test('a headset that is pulled out is replaced by the other microphone, and stays muted', async () => {
  const { connection, told, open, pull } = plugged()
  await connection.microphone.open()
  connection.microphone.mute(true)
  await pull()
  expect(open).toHaveLength(2)
  expect(open.at(-1)).toMatchObject({ enabled: false })
  expect(told).toEqual([
    { is: 'microphone', now: 'open' },
    { is: 'microphone', now: 'open' },
  ])
  expect((await connection.report()).cause).toBeNull()
})

test('the last one that is pulled out is the cause, and plugging one in is enough', async () => {
  const { connection, told, count, pull, changed } = plugged()
  await connection.microphone.open()
  count(0)
  await pull()
  expect(told.at(-1)).toEqual({ is: 'microphone', now: 'missing' })
  expect((await connection.report()).cause).toBe('microphone_lost')
  count(1)
  changed()
  expect(told.at(-1)).toEqual({ is: 'retry-microphone' })
})

test('a path that comes back was no cause of anything', async () => {
  const { media, connection, cause } = await opened()
  connection.connect(0, ALL, null)
  media.peerNow.now('failed')
  media.peerNow.now('up')
  expect(await cause()).toBeNull()
})

test('a relay that was to be had and that nobody reached is relay_unavailable', async () => {
  const { media, connection, cause } = await opened()
  connection.connect(0, ALL, 'ticket')
  media.peerNow.now('failed')
  expect(await cause()).toBe('relay_unavailable')
})
