// Two offices, a router between them, and a relay beside it:   visitor ── router ── agent
//                                                                         └── relay
// Each is a network namespace of its own; what the router lets through is the network's name.
import { spawnSync } from 'node:child_process'
import { run } from './command.mjs'

export const PLACES = /** @type {const} */ (['visitor', 'agent', 'relay'])
/** @typedef {typeof PLACES[number]} Place */

const NET = { visitor: 1, agent: 2, relay: 3 }
export const RELAY_ADDRESS = `10.77.${NET.relay}.2`
const relay = `ip daddr ${RELAY_ADDRESS}`

/**
 * What may begin at the router; answers always pass.
 *
 * @type {Record<string, { about: string, passes: string[] }>}
 */
export const FIREWALLS = {
  none: { about: 'everything passes', passes: ['accept'] },
  udp: { about: 'the two reach the relay alone', passes: [`${relay} accept`] },
  tcp: { about: 'no UDP at all; TCP to the relay', passes: [`${relay} meta l4proto tcp accept`] },
  tls: { about: 'TCP 443 alone', passes: [`${relay} tcp dport 443 accept`] },
  'agent-tls': {
    about: 'the visitor reaches the relay; the agent has TCP 443 alone',
    passes: ['iifname agent tcp dport 443 accept', `iifname visitor ${relay} accept`],
  },
  dark: { about: 'nothing passes', passes: [] },
}

/** @param {string} name */
export const firewallNamed = (name) => {
  const found = FIREWALLS[name]
  if (!found) throw new Error(`FIREWALL=${name}: there is ${Object.keys(FIREWALLS).join(', ')}`)
  return found
}

export const openNetworks = () => {
  const mark = `parley-${process.pid}`
  const namespaceOf = (/** @type {Place | 'router'} */ place) => `${mark}-${place}`
  const all = /** @type {const} */ (['router', ...PLACES]).map(namespaceOf)
  const close = () => {
    for (const name of all) spawnSync('ip', ['netns', 'del', name])
  }
  process.once('exit', close)
  const router = namespaceOf('router')
  for (const name of all) {
    run('ip', ['netns', 'add', name])
    run('ip', ['-n', name, 'link', 'set', 'lo', 'up'])
  }
  run('ip', ['netns', 'exec', router, 'sysctl', '-qw', 'net.ipv4.ip_forward=1'])
  for (const place of PLACES) {
    const name = namespaceOf(place)
    run('ip', ['-n', router, 'link', 'add', place, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name])
    run('ip', ['-n', router, 'addr', 'add', `10.77.${NET[place]}.1/24`, 'dev', place])
    run('ip', ['-n', router, 'link', 'set', place, 'up'])
    run('ip', ['-n', name, 'addr', 'add', `10.77.${NET[place]}.2/24`, 'dev', 'eth0'])
    run('ip', ['-n', name, 'link', 'set', 'eth0', 'up'])
    run('ip', ['-n', name, 'route', 'add', 'default', 'via', `10.77.${NET[place]}.1`])
  }
  const filter = (/** @type {string} */ name) => {
    const { passes } = firewallNamed(name)
    const rules = ['ct state established,related accept', ...passes].join('\n')
    const chain = `chain way { type filter hook forward priority 0; policy drop;\n${rules}\n}`
    const table = `table inet parley\ndelete table inet parley\ntable inet parley {\n${chain}\n}\n`
    run('ip', ['netns', 'exec', router, 'nft', '-f', '-'], table)
  }
  return {
    namespaceOf,
    /** From now on. @param {string} name of FIREWALLS */
    filter,
    /** Another address, as when a phone leaves one Wi-Fi for another. @param {'visitor' | 'agent'} place @param {number} host */
    move: (place, host) => {
      const name = namespaceOf(place)
      run('ip', ['-n', name, 'addr', 'flush', 'dev', 'eth0', 'scope', 'global'])
      run('ip', ['-n', name, 'addr', 'add', `10.77.${NET[place]}.${host}/24`, 'dev', 'eth0'])
      run('ip', ['-n', name, 'route', 'add', 'default', 'via', `10.77.${NET[place]}.1`])
    },
    close: () => {
      process.off('exit', close)
      close()
    },
  }
}

/** @typedef {ReturnType<typeof openNetworks>} Networks */
