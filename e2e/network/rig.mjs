// Two browsers in two offices, a firewall between them, a relay beside it, and the stack behind a side door.
import { join } from 'node:path'
import { launch } from '../browser/chromium.mjs'
import { temporaryFolder } from '../browser/temporary.mjs'
import { toneFile } from '../browser/tones.mjs'
import { AGENT_HZ, VISITOR_HZ } from '../people/one-call.mjs'
import { openStack } from '../stack/stack.mjs'
import { NoNetwork, needNetworks } from './command.mjs'
import { openDoors } from './door.mjs'
import { openNetworks } from './networks.mjs'
import { openTurn, RELAY_URLS } from './turn.mjs'

/** A stack whose relay is the one in our network. @param {{ own?: boolean }} [wants] own: whatever stack is named */
export const openRelayedStack = (wants) => {
  needNetworks()
  return openStack({ ...wants, relay: RELAY_URLS })
}

/** A stack that is told of another relay cannot be used here. @param {import('../stack/stack.mjs').Stack} stack */
const relaySecret = ({ relay }) => {
  if (relay?.urls.join() === RELAY_URLS.join()) return relay.secret
  throw new NoNetwork(
    `The stack's relay is another: start it with make demo RELAY=${RELAY_URLS.join()} RELAY_SECRET=some-secret`,
  )
}

/** @param {import('../stack/stack.mjs').Stack} stack */
export const openRig = async (stack) => {
  needNetworks()
  const folder = temporaryFolder()
  const networks = openNetworks()
  networks.filter('none')
  const turn = await openTurn(networks.namespaceOf('relay'), relaySecret(stack), join(folder, 'turn'))
  const homes = [networks.namespaceOf('visitor'), networks.namespaceOf('agent')]
  const doors = await openDoors(stack.ports, folder, homes)
  const browsers = /** @type {import('playwright-core').Browser[]} */ ([])
  const wavs = { visitor: toneFile(folder, VISITOR_HZ), agent: toneFile(folder, AGENT_HZ) }
  return {
    ...networks,
    turn,
    /** A browser in one of the offices. @param {'visitor' | 'agent'} place */
    browserAt: async (place) => {
      const browser = await launch({ wav: wavs[place], namespace: networks.namespaceOf(place) })
      browsers.push(browser)
      return browser
    },
    close: async () => {
      await Promise.all(browsers.map((browser) => browser.close()))
      doors.close()
      turn.close()
      networks.close()
    },
  }
}

/** @typedef {Awaited<ReturnType<typeof openRig>>} Rig */
