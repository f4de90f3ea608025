// The CloudFormation stack: packaged, shown as a change set, applied, and read.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../zips.mjs'

/** @typedef {import('./aws.mjs').Aws} Aws */
/** What a deployment goes on with. */
const OUTPUTS = /** @type {const} */ ([
  'SiteUrl',
  'SiteId',
  'KeysSiteId',
  'BucketName',
  'Issuer',
  'VisitorSessionUrl',
  'CallRequestUrl',
  'TurnTokenUrl',
  'CallOutcomeUrl',
  'DatabaseSecretArn',
  'SigningSecretArn',
  'WebhookSecretArn',
])

/** @typedef {Record<typeof OUTPUTS[number], string>} Outputs what the template's outputs say */

/** What a dry run calls what only AWS knows. */
const UNKNOWN = new Proxy(/** @type {Outputs} */ ({}), {
  get: (_, name) => `<${String(name)}>`,
})

/** @param {Aws} aws @param {string} stack */
const described = (aws, stack) =>
  aws.asks(['cloudformation', 'describe-stacks', '--stack-name', stack])?.Stacks?.[0]

/** What the template names itself and keeps when the stack goes: a name that is taken bars a new stack, also one whose deletion waits. */
const SECRETS = ['database', 'signing-key', 'source-key', 'webhook']

/** Why a deployment cannot be made beside what a removed one left, or null. @param {Aws} aws @param {string} stack */
export const leftovers = (aws, stack) => {
  const left = SECRETS.map((name) => `${stack}/${name}`).filter(
    (id) => aws.asks(['secretsmanager', 'describe-secret', '--secret-id', id]) !== null,
  )
  if (left.length === 0) return null
  const deletions = left.map(
    (id) => `  aws secretsmanager delete-secret --secret-id ${id} --force-delete-without-recovery`,
  )
  return `there is no stack ${stack}, but secrets of one that was removed. Choose another name of the stack, or delete them for good:\n${deletions.join('\n')}`
}

/**
 * How the last change of the stack ended.
 *
 * @param {Aws} aws @param {string} stack
 * @returns {{ absent: boolean, undone: string }} whether it has never been made, and when its last update was rolled back, or nothing
 */
export const stateOf = (aws, stack) => {
  const { StackStatus: status = '', LastUpdatedTime: at = '' } = described(aws, stack) ?? {}
  if (status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS')
    throw new Error(`the stack ${stack} is being changed (${status}): wait until that is done`)
  if (status === 'UPDATE_ROLLBACK_FAILED')
    throw new Error(
      `the last update of ${stack} could not be rolled back (${status}): its events say why; mend that, then\n  aws cloudformation continue-update-rollback --stack-name ${stack}`,
    )
  if (/^(ROLLBACK_|DELETE_FAILED|CREATE_FAILED)/.test(status))
    throw new Error(
      `the stack ${stack} could not be made or removed (${status}) and can only be removed: its events say why, then\n  aws cloudformation delete-stack --stack-name ${stack}`,
    )
  const absent = !aws.dry && (status === '' || status === 'REVIEW_IN_PROGRESS')
  return { absent, undone: status.startsWith('UPDATE_ROLLBACK') ? String(at) : '' }
}

/**
 * Uploads the zips and makes a change set. Null when nothing would change.
 *
 * @param {Aws} aws
 * @param {{ config: import('./config.mjs').Config, bucket: string, parameters: Record<string, string>, folder: string }} what
 */
export const packageTemplate = (aws, { config, bucket, parameters, folder }) => {
  const packaged = join(folder, 'packaged.yaml')
  const file = join(folder, 'parameters.json')
  const told = Object.entries(parameters).map(([name, value]) => `${name}=${value}`)
  writeFileSync(file, JSON.stringify(told, null, 2))
  aws.does('the zips, each under the hash of its content', [
    'cloudformation',
    'package',
    '--template-file',
    join(ROOT, 'template.yaml'),
    '--s3-bucket',
    bucket,
    '--output-template-file',
    packaged,
  ])
  const said = aws.does('what would change, as a change set that is not applied yet', [
    'cloudformation',
    'deploy',
    '--template-file',
    packaged,
    '--stack-name',
    config.stack,
    '--s3-bucket',
    bucket,
    '--capabilities',
    'CAPABILITY_IAM',
    'CAPABILITY_AUTO_EXPAND',
    '--no-execute-changeset',
    '--no-fail-on-empty-changeset',
    '--parameter-overrides',
    `file://${file}`,
  ])
  if (aws.dry) return '<change set>'
  return /arn:[^\s]+:changeSet\/[^\s]+/.exec(said)?.[0] ?? null
}

/** One line a resource. @param {Aws} aws @param {string} change */
export const changesOf = (aws, change) => {
  const said = aws.asks(['cloudformation', 'describe-change-set', '--change-set-name', change])
  /** @type {{ ResourceChange: { Action: string, LogicalResourceId: string, ResourceType: string, Replacement?: string } }[]} */
  const changes = said?.Changes ?? []
  return changes
    .map(({ ResourceChange: it }) => {
      const replaced = it.Replacement === 'True' ? '  REPLACED' : ''
      return `${it.Action.padEnd(8)} ${it.LogicalResourceId.padEnd(40)} ${it.ResourceType}${replaced}`
    })
    .join('\n')
}

/** Applies it and waits; a failed update rolls itself back. @param {Aws} aws @param {string} stack @param {string} change */
export const applyStack = (aws, stack, change) => {
  const fresh = described(aws, stack)?.StackStatus === 'REVIEW_IN_PROGRESS'
  aws.does('applied', ['cloudformation', 'execute-change-set', '--change-set-name', change])
  aws.does('until it is done', [
    'cloudformation',
    'wait',
    fresh || aws.dry ? 'stack-create-complete' : 'stack-update-complete',
    '--stack-name',
    stack,
  ])
}

/** Complete, or nothing goes on: an empty one would end up in a command. @param {Aws} aws @param {string} stack @returns {Outputs} */
export const outputsOf = (aws, stack) => {
  if (aws.dry) return UNKNOWN
  /** @type {{ OutputKey: string, OutputValue: string }[]} */
  const said = described(aws, stack)?.Outputs ?? []
  const outputs = Object.fromEntries(said.map((it) => [it.OutputKey, it.OutputValue]))
  const missing = OUTPUTS.filter((name) => !outputs[name])
  if (missing.length > 0) throw new Error(`the stack ${stack} does not say its ${missing.join(', ')}`)
  return /** @type {Outputs} */ (outputs)
}

/** A parameter as the running stack has it. @param {Aws} aws @param {string} stack @param {string} name @returns {string} */
export const parameterOf = (aws, stack, name) => {
  /** @type {{ ParameterKey: string, ParameterValue: string }[]} */
  const all = described(aws, stack)?.Parameters ?? []
  const found = all.find((it) => it.ParameterKey === name)?.ParameterValue
  if (found === undefined) throw new Error(`the stack ${stack} has no parameter ${name}`)
  return found
}
