// The AWS CLI: asked, or (in a dry run) only shown.
import { spawnSync } from 'node:child_process'

/**
 * @typedef {object} Aws
 * @property {boolean} dry nothing is run
 * @property {(why: string, args: string[]) => string} does changes something; says so before
 * @property {(args: string[]) => any} asks reads something: its JSON, or null where it is not there
 */

/** As a shell would want it. @param {string} word */
export const quoted = (word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)

/** @param {{ dry: boolean, region: string }} options @returns {Aws} */
export const openAws = ({ dry, region }) => {
  /** @param {string[]} args */
  const run = (args) => {
    const done = spawnSync('aws', [...args, '--region', region], { encoding: 'utf8' })
    if (done.error)
      throw new Error('the AWS CLI is missing: docs.aws.amazon.com/cli, or your package manager')
    return done
  }
  return {
    dry,
    does: (why, args) => {
      console.log(`# ${why}\naws ${[...args, '--region', region].map(quoted).join(' ')}`)
      if (dry) return ''
      const { status, stdout, stderr } = run(args)
      if (status !== 0)
        throw new Error(`aws ${args.slice(0, 2).join(' ')}: ${stderr.trim() || stdout.trim()}`)
      return stdout
    },
    asks: (args) => {
      if (dry) return null
      const { status, stdout, stderr } = run([...args, '--output', 'json'])
      if (status === 0) return stdout.trim() === '' ? {} : JSON.parse(stdout)
      if (/does not exist|NotFound|can't find|404/i.test(stderr)) return null
      throw new Error(`aws ${args.slice(0, 2).join(' ')}: ${stderr.trim()}`)
    },
  }
}
