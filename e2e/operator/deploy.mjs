// `make deploy`: from built zips to a running deployment, and what remains to be done by hand. DRY=1 shows every command and runs none.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { openAws } from './deploy/aws.mjs'
import { EXAMPLE, faults, readConfig, revision, settingsFile } from './deploy/config.mjs'
import { signingKey, webhookSecret } from './deploy/keys.mjs'
import { policyOf } from './deploy/policy.mjs'
import { publishKeys, publishWidget } from './deploy/publish.mjs'
import { settingsSql, writeSecretly } from './deploy/settings.mjs'
import {
  applyStack,
  changesOf,
  leftovers,
  outputsOf,
  packageTemplate,
  parameterOf,
  stateOf,
} from './deploy/stack.mjs'
import { fault, line, ROOT, zipFiles, zips } from './zips.mjs'

/** @typedef {import('./deploy/aws.mjs').Aws} Aws */
/** @typedef {import('./deploy/config.mjs').Config} Config */

const TEMPLATE = join(ROOT, 'template.yaml')
const FOLDER = join(ROOT, 'target', 'deploy')
const dry = process.env.DRY === '1'
const configFile = settingsFile(ROOT, { named: process.env.CONFIG, dry })

/** Says what would happen and waits for a yes; YES=1 says it beforehand. @param {string} question */
const agreed = async (question) => {
  if (dry || process.env.YES === '1') return true
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim())
  } finally {
    terminal.close()
  }
}

/** Zips and parameters, before anything is asked of AWS. @param {Config} config */
const check = (config) => {
  const built = zips()
  for (const zip of built) console.log(line(zip))
  const template = readFileSync(TEMPLATE, 'utf8')
  const wrong = [...built.map(fault).filter((it) => it !== null), ...faults(config.parameters, template)]
  if (!existsSync(join(ROOT, 'static-widget', 'dist', 'embed.js')))
    wrong.push('the widget is not built (make build)')
  if (wrong.length > 0) throw new Error(wrong.join('\n'))
}

/** The bucket for zips; made only when somebody agrees. @param {Aws} aws @param {Config} config */
const artifactsBucket = async (aws, config) => {
  const me = aws.asks(['sts', 'get-caller-identity'])
  const account = me?.Account ?? '<account>'
  if (!aws.dry) console.log(`account ${account}, ${me.Arn}, region ${config.region}`)
  const bucket = config.artifacts || `${config.stack}-artifacts-${account}-${config.region}`
  if (!aws.dry && aws.asks(['s3api', 'head-bucket', '--bucket', bucket]) !== null) return bucket
  if (!(await agreed(`make the bucket ${bucket} for the zips?`)))
    throw new Error('stopped: nothing was changed')
  aws.does('a bucket for the zips, once', ['s3', 'mb', `s3://${bucket}`])
  return bucket
}

/** The secrets that AWS cannot make; a value that is there already stays. @param {Aws} aws @param {string} id @param {string} value */
const fill = (aws, id, value) => {
  const about = aws.asks(['secretsmanager', 'describe-secret', '--secret-id', id])
  if (Object.keys(about?.VersionIdsToStages ?? {}).length > 0) return
  const file = join(FOLDER, 'secret.txt')
  writeSecretly(file, value)
  try {
    aws.does(`the first value of ${id}`, [
      'secretsmanager',
      'put-secret-value',
      '--secret-id',
      id,
      '--secret-string',
      `file://${file}`,
    ])
  } finally {
    rmSync(file)
  }
}

/** @param {Aws} aws @param {string} id */
const secret = (aws, id) =>
  aws.asks(['secretsmanager', 'get-secret-value', '--secret-id', id])?.SecretString ?? '<secret>'

/** What AWS cannot do for us. @param {import('./deploy/stack.mjs').Outputs} outputs @param {Config} config @param {string} sql */
const remaining = (outputs, config, sql) => {
  const ref = /\/\/([a-z0-9]+)\./.exec(config.parameters.SupabaseUrl ?? '')?.[1] ?? '<ref>'
  console.log(`
Done on AWS's side. What remains, in this order:

1. The schema, once and after each upgrade:
     supabase link --project-ref ${ref}
     supabase db push
2. Settings, Vault and the functions' password (the file holds secrets, delete it afterwards):
     psql "$DATABASE_URL" -f ${sql}
3. Our issuer as third-party auth, once (a personal access token of the dashboard in SUPABASE_ACCESS_TOKEN):
     curl -X POST https://api.supabase.com/v1/projects/${ref}/config/auth/third-party-auth \\
       -H "Authorization: Bearer $SUPABASE_ACCESS_TOKEN" -H "Content-Type: application/json" \\
       -d '{"oidc_issuer_url": "${outputs.Issuer}"}'
4. Dashboard, Realtime, Settings: "Allow public access" off.
5. See that all of it holds:
     make doctor SITE=${outputs.SiteUrl}

The tag for a tenant's pages, with the tenant's public key:
  <script type="module" src="${outputs.SiteUrl}/embed.js" data-tenant="pk_…"></script>
The desk: ${outputs.SiteUrl}/desk.html
A Content-Security-Policy for those pages, to be added to what they need themselves:
  ${policyOf(outputs, config.parameters.SupabaseUrl ?? '<SupabaseUrl>')}
`)
}

const deploy = async () => {
  if (!existsSync(configFile))
    throw new Error(`there is no ${relative(ROOT, configFile)}: copy ${EXAMPLE}, which says what goes in`)
  console.log(`settings: ${relative(ROOT, configFile)}`)
  const config = readConfig(configFile)
  check(config)
  mkdirSync(FOLDER, { recursive: true })
  const aws = openAws({ dry, region: config.region })
  const state = stateOf(aws, config.stack)
  const left = state.absent ? leftovers(aws, config.stack) : null
  if (left !== null) throw new Error(left)
  const bucket = await artifactsBucket(aws, config)
  const fresh = signingKey()
  const signing = `${config.stack}/signing-key`
  const known =
    Object.keys(
      aws.asks(['secretsmanager', 'describe-secret', '--secret-id', signing])?.VersionIdsToStages ?? {},
    ).length > 0
  const jwks = known ? parameterOf(aws, config.stack, 'Jwks') : fresh.jwks
  const told = { ...config.parameters, Jwks: config.parameters.Jwks ?? jwks }
  const parameters = { ...told, Revision: revision(told, [TEMPLATE, ...zipFiles()], state.undone) }
  const change = packageTemplate(aws, { config, bucket, parameters, folder: FOLDER })
  if (change !== null) {
    console.log(changesOf(aws, change))
    if (!(await agreed('deploy this?'))) throw new Error('stopped: nothing was changed')
    applyStack(aws, config.stack, change)
  }
  const outputs = outputsOf(aws, config.stack)
  fill(aws, outputs.SigningSecretArn, fresh.secret)
  fill(aws, outputs.WebhookSecretArn, JSON.stringify({ secrets: [webhookSecret()] }))
  publishKeys(aws, {
    bucket: outputs.BucketName,
    keys: outputs.KeysSiteId,
    issuer: outputs.Issuer,
    jwks: parameters.Jwks,
    folder: join(FOLDER, 'well-known'),
  })
  publishWidget(aws, {
    bucket: outputs.BucketName,
    site: outputs.SiteId,
    widget: join(ROOT, 'static-widget', 'dist'),
  })
  const sql = join(FOLDER, 'settings.sql')
  const webhook = secret(aws, outputs.WebhookSecretArn)
  const password = secret(aws, outputs.DatabaseSecretArn)
  writeSecretly(
    sql,
    settingsSql({
      issuer: outputs.Issuer,
      authIssuer: `${config.parameters.SupabaseUrl}/auth/v1`,
      outcomeUrl: outputs.CallOutcomeUrl,
      webhook: dry ? webhook : JSON.parse(webhook).secrets[0],
      password: dry ? password : JSON.parse(password).password,
    }),
  )
  remaining(outputs, config, relative(ROOT, sql))
}

try {
  await deploy()
} catch (e) {
  console.error(e instanceof Error ? e.message : e)
  process.exitCode = 1
}
