// What must hold of a stack that `make deploy` has just made in the stand-in.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, zips } from '../zips.mjs'

/** @typedef {import('./standin.mjs').Standin} Standin */

export const FOLDER = join(ROOT, 'target', 'standin')
export const STACK = 'parley'

/** @param {Standin} standin @returns {Record<string, string>} */
const outputsOf = (standin) =>
  Object.fromEntries(
    standin
      .aws('cloudformation', 'describe-stacks', '--stack-name', STACK)
      .Stacks[0].Outputs.map((/** @type {any} */ it) => [it.OutputKey, it.OutputValue]),
  )

/** @param {Standin} standin @param {string} id @returns {string} */
export const secret = (standin, id) =>
  standin.aws('secretsmanager', 'get-secret-value', '--secret-id', `${STACK}/${id}`).SecretString

/** @param {Standin} standin @param {string} bucket @param {string} key */
const stored = (standin, bucket, key) => {
  const file = join(FOLDER, 'object')
  const about = standin.aws('s3api', 'get-object', '--bucket', bucket, '--key', key, file)
  return { text: readFileSync(file, 'utf8'), cache: about.CacheControl, type: about.ContentType }
}

/** What must hold of a stack that has just been made. @type {Record<string, (standin: Standin) => void>} */
export const FIRST = {
  'each function has a live alias of a published version, and its own kind of access': (standin) => {
    for (const { name } of zips()) {
      const of = ['--function-name', `${STACK}-${name}`]
      assert.equal(standin.aws('lambda', 'get-alias', ...of, '--name', 'live').FunctionVersion, '1')
      assert.ok(standin.aws('lambda', 'get-function-concurrency', ...of).ReservedConcurrentExecutions > 0)
      if (name === 'call-sweep') continue
      const access = standin.aws('lambda', 'get-function-url-config', ...of).AuthType
      assert.equal(access, name === 'widget-config' ? 'AWS_IAM' : 'NONE', name)
    }
    const [schedule] = standin.aws('scheduler', 'list-schedules').Schedules
    assert.match(schedule.Target.Arn, /:parley-call-sweep:live$/)
  },
  'every secret has a value of the right form': (standin) => {
    assert.equal(JSON.parse(secret(standin, 'database')).password.length, 40)
    assert.match(secret(standin, 'source-key'), /^[A-Za-z0-9]{44}$/)
    assert.match(JSON.parse(secret(standin, 'webhook')).secrets[0], /^whsec_/)
    assert.ok(JSON.parse(secret(standin, 'signing-key')).d)
  },
  'the settings for the database say what AWS has': (standin) => {
    const sql = readFileSync(join(ROOT, 'target', 'deploy', 'settings.sql'), 'utf8')
    const outputs = outputsOf(standin)
    for (const value of [
      outputs.Issuer,
      outputs.CallOutcomeUrl,
      JSON.parse(secret(standin, 'webhook')).secrets[0],
      JSON.parse(secret(standin, 'database')).password,
    ])
      assert.ok(sql.includes(`'${value}'`), value)
  },
  "the issuer's two files say the key that signs": (standin) => {
    const { BucketName: bucket = '', Issuer: issuer = '' } = outputsOf(standin)
    const { d: _, ...open } = JSON.parse(secret(standin, 'signing-key'))
    const keys = stored(standin, bucket, '.well-known/jwks.json')
    assert.deepEqual(JSON.parse(keys.text), { keys: [open] })
    assert.equal(keys.type, 'application/json')
    assert.equal(JSON.parse(stored(standin, bucket, '.well-known/openid-configuration').text).issuer, issuer)
    const set = standin.aws(
      'lambda',
      'get-function-configuration',
      '--function-name',
      `${STACK}-call-request`,
    )
    assert.deepEqual(JSON.parse(set.Environment.Variables.PARLEY_JWKS), { keys: [open] })
    assert.equal(set.Environment.Variables.PARLEY_ISSUER, issuer)
  },
  'the widget is published, hashed files for ever, and nothing of the demo': (standin) => {
    const { BucketName: bucket = '' } = outputsOf(standin)
    /** @type {string[]} */
    const keys = standin
      .aws('s3api', 'list-objects-v2', '--bucket', bucket)
      .Contents.map((/** @type {any} */ it) => it.Key)
    assert.match(stored(standin, bucket, 'embed.js').cache, /max-age=60$/)
    assert.ok(keys.includes('desk.html') && !keys.includes('visitor.html'))
    const hashed = keys.find((it) => it.startsWith('assets/'))
    assert.match(stored(standin, bucket, hashed ?? '').cache, /immutable/)
  },
  'eight alarms ring at one topic, and it sends mail': (standin) => {
    const [mail] = standin.aws('sns', 'list-subscriptions').Subscriptions
    assert.deepEqual(
      [mail.Endpoint, mail.TopicArn],
      ['operator@example.com', outputsOf(standin).AlarmTopicArn],
    )
    const alarms = standin.aws('cloudwatch', 'describe-alarms').MetricAlarms
    assert.equal(alarms.length, 8)
    const topics = new Set(alarms.flatMap((/** @type {any} */ it) => it.AlarmActions))
    assert.deepEqual([...topics], [outputsOf(standin).AlarmTopicArn])
  },
}
