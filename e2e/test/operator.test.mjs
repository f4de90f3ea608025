// What an operator runs, without an account: the dry run, the page's commands, the sizes, the prices.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { check, faultsOf } from '../operator/check-docs.mjs'
import { kinds, mixOf, perThousand, total, variable } from '../operator/cost/model.mjs'
import { faults, revision, settingsFile } from '../operator/deploy/config.mjs'
import { signingKey } from '../operator/deploy/keys.mjs'
import { policyOf } from '../operator/deploy/policy.mjs'
import { settingsSql } from '../operator/deploy/settings.mjs'
import { stateOf } from '../operator/deploy/stack.mjs'
import { fault, ROOT, zips } from '../operator/zips.mjs'

const template = readFileSync(join(ROOT, 'template.yaml'), 'utf8')
/** @param {string} name */
const figures = (name) => JSON.parse(readFileSync(join(ROOT, 'docs', 'figures', name), 'utf8'))

test('every zip is built and within its bound', () => {
  assert.deepEqual(zips().map(fault), [null, null, null, null, null, null])
  assert.match(String(fault({ name: 'call-request', megabytes: 6.01, most: 6 })), /6\.01 MB/)
})

test('a dry run needs no credentials and shows every command', () => {
  const { PATH, HOME } = process.env
  const run = spawnSync(process.execPath, [join(ROOT, 'e2e/operator/deploy.mjs')], {
    encoding: 'utf8',
    env: {
      PATH,
      HOME,
      DRY: '1',
      CONFIG: join(ROOT, 'docs/deploy.example.json'),
      AWS_CONFIG_FILE: '/dev/null',
    },
  })
  assert.equal(run.status, 0, run.stderr)
  for (const said of [
    'aws cloudformation package',
    '--no-execute-changeset',
    'aws s3 sync',
    'supabase db push',
    'embed.js" data-tenant=',
  ])
    assert.ok(run.stdout.includes(said), said)
  // CloudFront takes a star elsewhere for a letter of the name, and drops nothing
  const dropped = [...run.stdout.matchAll(/create-invalidation .*--paths (.*) --region/g)].map(
    ([, paths = '']) => paths.replaceAll("'", ''),
  )
  assert.deepEqual(
    dropped,
    ['/.well-known/*', '/*'],
    'the keys, then all of the site, its copy of the keys included',
  )
})

test('parameters are refused as CloudFormation would refuse them', () => {
  const good = figures('../deploy.example.json').parameters
  assert.deepEqual(faults(good, template), [])
  /** @param {Record<string, string>} more */
  const wrong = (more) => faults({ ...good, ...more }, template).join()
  assert.match(wrong({ DatabaseUrl: good.DatabaseUrl.replace('6543', '5432') }), /DatabaseUrl/)
  assert.match(wrong({ SupabaseKey: 'sb_secret_x' }), /SupabaseKey/)
  assert.match(wrong({ CallConcurrency: '0' }), /CallConcurrency/)
  assert.match(wrong({ Architecture: 'riscv' }), /Architecture/)
  assert.match(wrong({ Memory: '1024' }), /no parameter/)
  assert.match(wrong({ Revision: '0000000000' }), /computed/)
})

test('a relay and its secret, a domain and its certificate are given together or not at all', () => {
  const good = figures('../deploy.example.json').parameters
  const RelaySecretArn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:relay-AbCdEf'
  /** @param {Record<string, string>} more */
  const wrong = (more) => faults({ ...good, ...more }, template)
  assert.deepEqual(wrong({ RelayProvider: 'coturn', RelaySecretArn }), [])
  assert.deepEqual(wrong({ RelayProvider: 'none', RelaySecretArn: '' }), [])
  assert.match(wrong({ RelayProvider: 'coturn' }).join(), /RelaySecretArn belong together/)
  assert.match(wrong({ RelaySecretArn }).join(), /RelaySecretArn belong together/)
  assert.match(wrong({ Domain: 'calls.example.com' }).join(), /CertificateArn belong together/)
})

test('another value of any parameter, or another file, is another revision', () => {
  const files = [join(ROOT, 'template.yaml')]
  const one = revision({ Jwks: '{"keys":[]}', Domain: '' }, files)
  assert.match(one, /^[0-9a-f]{64}$/)
  assert.equal(revision({ Domain: '', Jwks: '{"keys":[]}' }, files), one)
  assert.notEqual(revision({ Domain: '', Jwks: '{"keys":[{}]}' }, files), one)
  assert.notEqual(revision({ Domain: '', Jwks: '{"keys":[]}' }, [join(ROOT, 'Makefile')]), one)
})

test('what was undone is deployed as another revision: Lambda has kept its versions', () => {
  assert.notEqual(revision({}, []), revision({}, [], '2026-11-25T12:00:00Z'))
  /** As `aws cloudformation describe-stacks` says it. @param {object | null} stack */
  const aws = (stack) => ({
    dry: false,
    does: () => '',
    asks: () => (stack === null ? null : { Stacks: [{ LastUpdatedTime: '2026-11-25T12:00:00Z', ...stack }] }),
  })
  /** @param {string} StackStatus */
  const state = (StackStatus) => stateOf(aws({ StackStatus }), 'parley')
  assert.deepEqual(state('UPDATE_ROLLBACK_COMPLETE'), { absent: false, undone: '2026-11-25T12:00:00Z' })
  assert.deepEqual(state('UPDATE_COMPLETE'), { absent: false, undone: '' })
  assert.deepEqual(state('REVIEW_IN_PROGRESS'), { absent: true, undone: '' })
  assert.deepEqual(stateOf(aws(null), 'parley'), { absent: true, undone: '' })
  assert.throws(() => state('ROLLBACK_COMPLETE'), /can only be removed.*delete-stack --stack-name parley/s)
  for (const running of ['UPDATE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS'])
    assert.throws(() => state(running), /wait until that is done/, running)
  assert.throws(() => state('UPDATE_ROLLBACK_FAILED'), /continue-update-rollback --stack-name parley/)
})

test('the settings are those of the operator as soon as there are any', () => {
  const root = mkdtempSync(join(tmpdir(), 'settings-'))
  try {
    assert.match(settingsFile(root, { dry: true }), /deploy\.example\.json$/)
    assert.equal(settingsFile(root, { dry: false }), join(root, 'deploy.json'))
    writeFileSync(join(root, 'deploy.json'), '{}')
    assert.equal(settingsFile(root, { dry: true }), join(root, 'deploy.json'))
    assert.equal(settingsFile(root, { named: 'other.json', dry: true }), 'other.json')
  } finally {
    rmSync(root, { recursive: true })
  }
})

test('the policy that is printed allows each address that a page asks, and no placeholder stays', () => {
  const outputs = /** @type {any} */ ({
    SiteUrl: 'https://d1.cloudfront.net',
    VisitorSessionUrl: 'https://a.lambda-url.eu-central-1.on.aws/',
    CallRequestUrl: 'https://b.lambda-url.eu-central-1.on.aws/',
    TurnTokenUrl: 'https://c.lambda-url.eu-central-1.on.aws/',
  })
  const said = policyOf(outputs, 'https://ref.supabase.co')
  assert.doesNotMatch(said, /example|project\.supabase/)
  for (const url of Object.values(outputs)) assert.ok(said.includes(`${url.replace(/\/$/, '')} `), url)
  assert.ok(said.includes(' https://ref.supabase.co wss://ref.supabase.co;'))
})

test('a signing key keeps its private half to itself', () => {
  const { secret, jwks } = signingKey()
  const [open] = JSON.parse(jwks).keys
  assert.deepEqual(Object.keys(open).sort(), ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
  assert.equal(JSON.parse(secret).kid, open.kid)
  assert.ok(JSON.parse(secret).d)
})

test('a quote in a setting stays in the setting', () => {
  const told = {
    issuer: "https://o'brien.example",
    authIssuer: '',
    outcomeUrl: '',
    webhook: '',
    password: '',
  }
  assert.match(settingsSql(told), /'https:\/\/o''brien\.example'/)
})

test('every command and flag of the page is in the kept list', () => {
  const { lines, wrong } = check()
  assert.deepEqual(wrong, [])
  assert.ok(lines > 40)
})

test('an unknown command or flag is seen', () => {
  const list = figures('commands.json')
  assert.deepEqual(faultsOf('aws cloudformation deploy --stack-nam parley', list), [
    'aws cloudformation deploy has no --stack-nam',
  ])
  assert.deepEqual(faultsOf('aws cloudformation depoly --stack-name parley', list), [
    'not in the list: aws cloudformation depoly --stack-name parley',
  ])
  assert.deepEqual(faultsOf('make depoly', list), ['make has no depoly'])
})

test('the page names the cost that the calculator computes', () => {
  const page = readFileSync(join(ROOT, 'docs/deploy.md'), 'utf8')
  const prices = figures('prices.json')
  for (const [kind, mix] of Object.entries(kinds(figures('mix.json')))) {
    const said = `${kind.replace(',', '')} $${total(variable(mix, prices)).toFixed(2)}`
    assert.ok(page.includes(said), said)
  }
})

test('a ledger replaces the assumptions', () => {
  const row = {
    visitor_id: 'a',
    media: 'audio',
    talk_seconds: 60,
    ring_seconds: 5,
    path: 'direct',
    relayed: 0,
  }
  const rows = [
    row,
    { ...row, visitor_id: 'b', path: 'relay', relayed: 2_000_000 },
    { ...row, media: 'video' },
    row,
  ]
  const mix = perThousand(mixOf(rows, figures('mix.json')))
  assert.deepEqual(
    [mix.callers, mix.video_share, mix.relayed_share, mix.relayed_bytes, mix.talk_seconds],
    [500, 0.25, 0.25, 500_000_000, 60],
  )
})
