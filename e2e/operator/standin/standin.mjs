// An AWS on loopback (scripts/standin), and `make deploy` run against it as an operator runs it.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from '../zips.mjs'

const NOT_HERE = 3

/**
 * @typedef {object} Standin
 * @property {(config: string) => { status: number | null, said: string }} deploy
 * @property {(...args: string[]) => any} aws what the AWS CLI answers, as JSON
 * @property {(...args: string[]) => { status: number | null, said: string }} tries the same, where a failure is an answer too
 * @property {string[]} judged the kinds whose requests are judged and not kept
 * @property {() => Promise<void>} close
 */

/** Null where moto, the SAM transform or the AWS CLI is not installed; the reason is printed. @returns {Promise<Standin | null>} */
export const openStandin = async () => {
  const server = spawn('python3', [join(ROOT, 'scripts', 'standin', 'standin.py')], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let errors = ''
  server.stderr.on('data', (some) => {
    errors += some
  })
  const ended = once(server, 'close')
  const lines = createInterface({ input: server.stdout })
  const first = await Promise.race([once(lines, 'line'), ended])
  if (first[0] === NOT_HERE) {
    console.log(`standin: nothing is deployed here, ${errors.trim()}`)
    return null
  }
  if (typeof first[0] !== 'string') throw new Error(`the stand-in ended: ${errors}`)
  const { url, only_judged: judged } = JSON.parse(first[0])
  const { PATH, HOME } = process.env
  const env = {
    PATH,
    HOME,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  }
  /** @param {string} command @param {string[]} args @param {Record<string, string>} [more] */
  const run = (command, args, more = {}) => {
    const { status, stdout, stderr } = spawnSync(command, args, {
      encoding: 'utf8',
      env: { ...env, ...more },
    })
    return { status, said: stdout + stderr }
  }
  /** @param {string[]} args */
  const tries = (...args) => run('aws', [...args, '--region', 'eu-central-1', '--output', 'json'])
  return {
    judged,
    tries,
    deploy: (config) =>
      run(process.execPath, [join(ROOT, 'e2e/operator/deploy.mjs')], { YES: '1', CONFIG: config }),
    aws: (...args) => {
      const { status, said } = tries(...args)
      if (status !== 0) throw new Error(`aws ${args.slice(0, 2).join(' ')}: ${said}`)
      return said.trim() === '' ? {} : JSON.parse(said)
    },
    close: async () => {
      server.stdin.end()
      await ended
    },
  }
}
