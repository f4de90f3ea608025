// What an operator tells a deployment: a JSON file whose names are the template's parameters. Checked here as CloudFormation would.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/**
 * @typedef {Record<string, string>} Parameters
 * @typedef {{ stack: string, region: string, artifacts: string, parameters: Parameters }} Config
 * @typedef {{ type: string, allowed: RegExp | null, values: string[] | null, least: number, most: number, longest: number, optional: boolean }} Asked
 */

/** The parameters section of our template; it is written one `Name: value` a line. @param {string} template @returns {Map<string, Asked>} */
export const asked = (template) => {
  const section = template.slice(template.indexOf('\nParameters:'), template.indexOf('\nConditions:'))
  /** @type {Map<string, Asked>} */
  const all = new Map()
  for (const block of section.split(/\n {2}(?=[A-Z])/).slice(1)) {
    const [head = '', ...lines] = block.split('\n')
    /** @param {string} name */
    const said = (name) => {
      const line = lines.find((it) => it.startsWith(`    ${name}: `))
      return line?.slice(name.length + 6).replace(/^'(.*)'$|^"(.*)"$/, '$1$2')
    }
    const pattern = said('AllowedPattern')
    all.set(head.replace(/:.*/, ''), {
      type: said('Type') ?? 'String',
      allowed: pattern === undefined ? null : new RegExp(pattern),
      values: said('AllowedValues')?.replace(/[[\]]/g, '').split(', ') ?? null,
      least: Number(said('MinValue') ?? Number.NEGATIVE_INFINITY),
      most: Number(said('MaxValue') ?? Number.POSITIVE_INFINITY),
      longest: Number(said('MaxLength') ?? 4096),
      optional: said('Default') !== undefined,
    })
  }
  return all
}

/** What is wrong with one value, or null. @param {string} name @param {string} value @param {Asked} it */
const wrong = (name, value, it) => {
  if (it.allowed !== null && !it.allowed.test(value)) return `${name} does not match ${it.allowed.source}`
  if (it.values !== null && !it.values.includes(value)) return `${name} is none of ${it.values.join(', ')}`
  if (value.length > it.longest) return `${name} is longer than ${it.longest}`
  if (it.type === 'Number' && !(Number(value) >= it.least && Number(value) <= it.most))
    return `${name} is not between ${it.least} and ${it.most}`
  return null
}

/** Either both or neither; the template's rules say the same. @type {[string, string, string][]} */
const PAIRS = [
  ['Domain', 'CertificateArn', ''],
  ['RelayProvider', 'RelaySecretArn', 'none'],
]

/** Everything that is wrong, in words. @param {Parameters} parameters @param {string} template */
export const faults = (parameters, template) => {
  const known = asked(template)
  const all = []
  for (const [name, value] of Object.entries(parameters)) {
    const it = known.get(name)
    const said = it === undefined ? `${name} is no parameter of the template` : wrong(name, value, it)
    if (said !== null) all.push(said)
  }
  for (const [name, it] of known)
    if (!it.optional && parameters[name] === undefined) all.push(`${name} is missing`)
  for (const name of ['SupabaseUrl', 'SupabaseKey', 'DatabaseUrl', 'DatabaseUser'])
    if (parameters[name] === undefined) all.push(`${name} is missing`)
  for (const [one, other, nothing] of PAIRS)
    if ((parameters[one] ?? nothing) === nothing ? parameters[other] : !parameters[other])
      all.push(`${one} and ${other} belong together`)
  if (parameters.Revision !== undefined) all.push('Revision is computed, not set')
  return all
}

/**
 * What is deployed, as one hash: the parameter `Revision`. The transform publishes a new version of a function when this
 * changes, and would not notice that a parameter has another value (aws/serverless-application-model 3820).
 *
 * Lambda has kept the versions of an update that was undone and would publish none that is the same: `undone` is when that was.
 *
 * @param {Parameters} parameters @param {string[]} files @param {string} [undone]
 */
export const revision = (parameters, files, undone = '') => {
  const hash = createHash('sha256').update(undone)
  for (const file of files) hash.update(createHash('sha256').update(readFileSync(file)).digest())
  return hash
    .update(JSON.stringify(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex')
}

/** @param {string} file @returns {Config} */
export const readConfig = (file) => {
  const said = JSON.parse(readFileSync(file, 'utf8'))
  /** @type {Parameters} */
  const parameters = Object.fromEntries(
    Object.entries(said.parameters ?? {}).map(([name, value]) => [name, String(value)]),
  )
  if (said.databaseCaFile) {
    const ca = resolve(dirname(file), said.databaseCaFile)
    if (!existsSync(ca)) throw new Error(`databaseCaFile: there is no ${ca}`)
    parameters.DatabaseCa = readFileSync(ca, 'utf8').trim()
  }
  for (const name of ['stack', 'region'])
    if (!/^[a-z][a-z0-9-]{0,40}$/.test(said[name] ?? '')) throw new Error(`${name} is missing in ${file}`)
  return { stack: said.stack, region: said.region, artifacts: said.artifacts ?? '', parameters }
}

export const EXAMPLE = join('docs', 'deploy.example.json')

/**
 * Where the settings are: the named file, or deploy.json; a dry run before there is one shows the example's.
 *
 * @param {string} root @param {{ named?: string | undefined, dry: boolean }} how
 */
export const settingsFile = (root, { named, dry }) => {
  const own = join(root, 'deploy.json')
  return named || (dry && !existsSync(own) ? join(root, EXAMPLE) : own)
}
