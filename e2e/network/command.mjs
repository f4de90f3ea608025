// The commands that networks are made of, each with a plain word about what it lacks.
import { execFileSync, spawnSync } from 'node:child_process'

export class NoNetwork extends Error {}

/** @param {string} command @param {string[]} args @param {string} [input] */
export const run = (command, args, input) => {
  try {
    return execFileSync(command, args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] })
  } catch (e) {
    const { stderr } = /** @type {{ stderr?: string }} */ (e)
    throw new NoNetwork(`${command} ${args.join(' ')}: ${(stderr || String(e)).trim()}`)
  }
}

const TOOLS = /** @type {const} */ ([
  ['ip', '-V', 'iproute2'],
  ['nft', '--version', 'nftables'],
  ['turnserver', '--help', 'coturn'],
  ['openssl', 'version', 'openssl'],
])

/** Fails loudly, with what to do, where real networks cannot be made. */
export const needNetworks = () => {
  if (process.platform !== 'linux')
    throw new NoNetwork('Firewalls need Linux: network namespaces and nftables.')
  if (process.getuid?.() !== 0)
    throw new NoNetwork('Firewalls need root: network namespaces are made. Run the same command with sudo.')
  const missing = TOOLS.filter(([tool, ask]) => spawnSync(tool, [ask]).error).map(([, , part]) => part)
  if (missing.length > 0)
    throw new NoNetwork(`Firewalls need ${missing.join(', ')}: apt-get install -y ${missing.join(' ')}`)
  const name = `parley-try-${process.pid}`
  try {
    run('ip', ['netns', 'add', name])
    run('ip', ['netns', 'exec', name, 'nft', 'list', 'ruleset'])
  } catch (e) {
    throw new NoNetwork(`This machine lets nobody make network namespaces with nftables: ${String(e)}`)
  } finally {
    spawnSync('ip', ['netns', 'del', name])
  }
}
