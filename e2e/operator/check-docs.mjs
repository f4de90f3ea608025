// Is every command and flag of docs/deploy.md, and of what `make deploy` runs, in the kept list? Run: node e2e/operator/check-docs.mjs
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT } from './zips.mjs'

/** @typedef {{ flags: string[], source: string, date: string }} Known */
/** @typedef {{ commands: Record<string, Known> }} List */

/** Programs whose commands the list must know. */
const PROGRAMS = ['aws', 'supabase', 'psql', 'make', 'node', 'curl']

/** What stands in code: fenced blocks by line, and the spans of prose. @param {string} page */
export const codeOf = (page) => {
  const blocks = [...page.matchAll(/```[^\n]*\n([\s\S]*?)```/g)].flatMap((match) =>
    (match[1] ?? '').split('\n'),
  )
  const spans = [...page.replace(/```[\s\S]*?```/g, '').matchAll(/`([^`\n]+)`/g)].map(
    (match) => match[1] ?? '',
  )
  return [...blocks, ...spans]
    .map((line) => line.trim().replace(/^[A-Z_]+='[^']*' /, ''))
    .filter((line) => PROGRAMS.includes(line.split(' ')[0] ?? ''))
}

/** `aws cloudformation deploy --x` is the command "aws cloudformation deploy" with the flag --x. @param {string} line @param {List} list */
const split = (line, list) => {
  const words = line.split(/\s+/)
  for (let length = Math.min(words.length, 4); length > 0; length--) {
    const name = words.slice(0, length).join(' ')
    const rest = words.slice(length)
    // A program with commands of its own is known by them: `aws depoly` is not `aws` with an argument.
    const unknownCommand =
      /^[a-z]/.test(rest[0] ?? '') && Object.keys(list.commands).some((it) => it.startsWith(`${name} `))
    if (list.commands[name]) return unknownCommand ? null : { name, rest }
  }
  return null
}

/** @param {string} line @param {List} list what is wrong with it, in words */
export const faultsOf = (line, list) => {
  const found = split(line.replace(/'[^']*'|"[^"]*"/g, 'TEXT'), list)
  if (found === null) return [`not in the list: ${line}`]
  const known = list.commands[found.name]?.flags ?? []
  return found.rest
    .filter(
      (word) =>
        (/^--?[A-Za-z]/.test(word) ||
          (found.name === 'make' && /^[a-z]/.test(word)) ||
          /^[A-Z]+=/.test(word)) &&
        !known.includes(word.replace(/=.*/, '')),
    )
    .map((word) => `${found.name} has no ${word}`)
}

/** The same of the arguments in our own scripts: 's3', 'sync', … '--cache-control'. @param {string} source */
export const callsIn = (source) =>
  [...source.matchAll(/aws\.(?:does|asks)\(([\s\S]*?)\n?\s*\]\)/g)].map((match) => {
    const words = [...(match[1] ?? '').slice((match[1] ?? '').indexOf('[')).matchAll(/'([^'\n]*)'/g)].map(
      (it) => it[1] ?? '',
    )
    return ['aws', ...words.filter((word) => /^(--)?[a-z0-9-]+$/.test(word))].join(' ')
  })

/** @param {string} page @param {string} template parameters of the template that the page names and that are not there */
export const unknownParameters = (page, template) => {
  const section = template.slice(template.indexOf('\nParameters:'), template.indexOf('\nConditions:'))
  const known = [...section.matchAll(/\n {2}([A-Z][A-Za-z]+):/g)].map((match) => match[1])
  return [...page.matchAll(/`([A-Z][a-z]+[A-Z][A-Za-z]+)`/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => !known.includes(name) && !new RegExp(`\\n  ${name}(Alarm)?:`).test(template))
}

export const check = (root = ROOT) => {
  /** @param {string} name */
  const read = (name) => readFileSync(join(root, name), 'utf8')
  /** @type {List} */
  const list = JSON.parse(read('docs/figures/commands.json'))
  const page = read('docs/deploy.md')
  const ours = ['deploy.mjs', 'deploy/stack.mjs', 'deploy/publish.mjs'].flatMap((name) =>
    callsIn(read(`e2e/operator/${name}`)),
  )
  const lines = [...codeOf(page), ...ours]
  const wrong = lines.flatMap((line) => faultsOf(line, list))
  for (const [name, { source, date }] of Object.entries(list.commands))
    if (!source || !/^\d{4}-\d\d-\d\d$/.test(date)) wrong.push(`${name} has no source or date`)
  for (const name of unknownParameters(page, read('template.yaml'))) wrong.push(`the template has no ${name}`)
  return { lines: lines.length, wrong }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { lines, wrong } = check()
  for (const what of wrong) console.error(what)
  console.log(`docs/deploy.md: ${lines} commands, ${wrong.length} unknown`)
  process.exitCode = wrong.length === 0 ? 0 : 1
}
