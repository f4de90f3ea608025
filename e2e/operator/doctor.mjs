// `make doctor`: looks at a deployment, changes nothing, and names each missing or wrong setting with its fix.
import { examine, QUESTIONS } from './doctor/examine.mjs'
import { whereFrom } from './doctor/where.mjs'

try {
  const where = whereFrom(process.env)
  const findings = await examine(where)
  for (const { name, wrong, fix } of findings) console.log(`✗ ${name}: ${wrong}\n    fix: ${fix}`)
  if (findings.length === 0) console.log(`healthy: ${QUESTIONS} questions asked, nothing is wrong`)
  if (findings.length > 0) console.log(`${findings.length} found, ${QUESTIONS} questions asked`)
  console.log(
    'not asked, since only the dashboard knows: that our issuer is registered as third-party auth (docs/deploy.md, "Supabase")',
  )
  process.exitCode = findings.length === 0 ? 0 : 1
} catch (e) {
  console.error(e instanceof Error ? e.message : e)
  process.exitCode = 2
}
