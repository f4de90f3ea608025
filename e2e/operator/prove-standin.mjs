// The proof `standin`: `make deploy` makes the whole stack in an AWS that runs here, makes nothing twice, and shows what a changed
// setting changes; a template that AWS's services would refuse is refused. What a stand-in cannot show stands in docs/deploy.md.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EXAMPLE } from './deploy/config.mjs'
import { FIRST, FOLDER, STACK, secret } from './standin/first.mjs'
import { openStandin } from './standin/standin.mjs'
import { ROOT, zips } from './zips.mjs'

/** @typedef {import('./standin/standin.mjs').Standin} Standin */

/** Mistakes in a template of which the tools on paper know nothing, or that only show when a resource is made. */
const PLANTS = {
  'a secret whose template is no JSON': ['SecretStringTemplate: "{}"', 'SecretStringTemplate: "{"'],
  'a property that the service does not know': ['        IPV6Enabled: true\n', '        IPv7Enabled: true\n'],
  'an attribute that the resource does not have': ['!GetAtt Site.DomainName', '!GetAtt Site.Address'],
  'a password that is too long for the service': [
    '        PasswordLength: 40',
    '        PasswordLength: 5000',
  ],
  'a threshold that is no number': ['      Threshold: 180\n', '      Threshold: soon\n'],
}

/** The example's settings and these. @param {Record<string, string>} more the file */
const config = (more) => {
  const said = JSON.parse(readFileSync(join(ROOT, EXAMPLE), 'utf8'))
  const file = join(FOLDER, 'deploy.json')
  writeFileSync(file, JSON.stringify({ ...said, parameters: { ...said.parameters, ...more } }))
  return file
}

/**
 * @param {Standin} standin @param {string} template @param {string} name @param {string} bucket
 * @param {Record<string, string>} [more] parameters beside the example's
 */
const made = (standin, template, name, bucket, more = {}) => {
  const file = join(FOLDER, `${name}.yaml`)
  writeFileSync(file, template.replace(/CodeUri: .*\/(.*\.zip)/g, `CodeUri: s3://${bucket}/$1`))
  const { parameters } = JSON.parse(readFileSync(join(ROOT, EXAMPLE), 'utf8'))
  const told = Object.entries({ ...parameters, ...more }).map(([key, value]) => `${key}=${value}`)
  return standin.tries(
    ...['cloudformation', 'deploy', '--template-file', file, '--stack-name', name, '--s3-bucket', bucket],
    ...['--capabilities', 'CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND', '--parameter-overrides', ...told],
  )
}

/** @returns {Promise<{ tried: number, failed: number, planted: number, caught: number, seed: number } | null>} */
export const proveStandin = async () => {
  const standin = await openStandin()
  if (standin === null) return null
  mkdirSync(FOLDER, { recursive: true })
  const counts = { tried: 0, failed: 0, planted: 0, caught: 0, seed: 0 }
  /** @param {string} claim @param {() => void} holds */
  const claims = (claim, holds) => {
    counts.tried += 1
    try {
      holds()
      console.log(`standin: ${claim}`)
    } catch (e) {
      counts.failed += 1
      console.log(`standin FAILED (${claim}): ${String(e instanceof Error ? e.message : e).split('\n')[0]}`)
    }
  }
  try {
    const first = config({ AlarmEmail: 'operator@example.com' })
    claims('make deploy makes the whole stack, each resource that the change set showed', () => {
      const { status, said } = standin.deploy(first)
      assert.equal(status, 0, said.trim().split('\n').at(-1))
      const made = standin.aws(
        'cloudformation',
        'describe-stack-resources',
        '--stack-name',
        STACK,
      ).StackResources
      assert.equal(made.length, 74)
      assert.equal(said.match(/^Add +\w+ +AWS::/gm)?.length, 74)
    })
    for (const [claim, holds] of Object.entries(FIRST)) claims(claim, () => holds(standin))
    claims('a second deploy changes nothing and keeps every secret', () => {
      const before = ['signing-key', 'webhook', 'database'].map((id) => secret(standin, id))
      const { status, said } = standin.deploy(first)
      assert.equal(status, 0)
      assert.doesNotMatch(said, /execute-change-set|put-secret-value/)
      assert.deepEqual(
        ['signing-key', 'webhook', 'database'].map((id) => secret(standin, id)),
        before,
      )
    })
    claims('another value of one parameter publishes a new version of each function', () => {
      const other = config({ AlarmEmail: 'operator@example.com', LogRetentionDays: '90' })
      const { status, said } = standin.deploy(other)
      assert.equal(status, 0)
      assert.equal(said.match(/^Add +\w+ +AWS::Lambda::Version$/gm)?.length, 6)
      assert.doesNotMatch(said, /^Remove +\w+ +AWS::(?!Lambda::Version)/m)
    })
    const bucket = `${STACK}-artifacts-123456789012-eu-central-1`
    for (const { name } of zips()) {
      const zip = join(ROOT, `functions/${name}/target/${name}.zip`)
      standin.aws('s3api', 'put-object', '--bucket', bucket, '--key', `${name}.zip`, '--body', zip)
    }
    const template = readFileSync(join(ROOT, 'template.yaml'), 'utf8')
    claims('a second stack stands beside the first', () => {
      assert.equal(made(standin, template, 'beside', bucket).status, 0)
    })
    counts.planted += 1
    const alike = template.replace('        PARLEY_REVISION: !Ref Revision\n', '')
    assert.notEqual(alike, template, 'no longer in the template: PARLEY_REVISION')
    assert.equal(made(standin, alike, 'alike', bucket).status, 0)
    const again = made(standin, alike, 'alike', bucket, { Revision: '1111111111' })
    const refused = again.status !== 0 && /A version for this Lambda function exists/.test(again.said)
    if (refused) counts.caught += 1
    console.log(
      `standin planted (a new version of a function that is as it was): ${refused ? again.said.trim().split('\n').at(-1) : 'NOT SEEN'}`,
    )
    for (const [fault, [from = '', to = '']] of Object.entries(PLANTS)) {
      assert.ok(template.includes(from), `no longer in the template: ${fault}`)
      counts.planted += 1
      const { status, said } = made(standin, template.replace(from, to), `planted-${counts.planted}`, bucket)
      if (status !== 0) counts.caught += 1
      console.log(`standin planted (${fault}): ${status === 0 ? 'NOT SEEN' : said.trim().split('\n').at(-1)}`)
    }
    claims('beside the secrets of a removed stack none is made, and each is named until it is gone', () => {
      standin.aws('cloudformation', 'delete-stack', '--stack-name', STACK)
      for (const id of ['signing-key', 'database', 'source-key', 'webhook']) {
        const { status, said } = standin.deploy(first)
        assert.equal(status, 1)
        const command = `aws secretsmanager delete-secret --secret-id ${STACK}/${id} --force-delete-without-recovery`
        assert.ok(said.includes(command), said)
        assert.doesNotMatch(said, /change-set/)
        standin.aws(...command.split(' ').slice(1))
      }
    })
  } finally {
    await standin.close()
  }
  return counts
}
