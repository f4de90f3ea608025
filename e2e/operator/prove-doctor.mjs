// The proof `doctor`: a healthy stack is called so, each planted misconfiguration is named by its own question and by no other.
import { isNamed, openPatient } from './doctor/planted.mjs'

/** @param {import('../stack/stack.mjs').Stack} stack */
export const proveDoctor = async (stack) => {
  const patient = await openPatient(stack)
  const counts = { tried: 0, failed: 0, planted: patient.faults.length, caught: 0, seed: 0 }
  const healthy = async () => {
    const found = await patient.look()
    counts.tried += 1
    if (found.length > 0) counts.failed += 1
    for (const { name, wrong } of found)
      console.log(`doctor: a healthy stack is called ill, ${name}: ${wrong}`)
  }
  try {
    await healthy()
    for (const fault of patient.faults) {
      const found = await patient.lookAt(fault)
      const named = isNamed(fault, found)
      if (named) counts.caught += 1
      const said = found.map((it) => `${it.name}: ${it.wrong}`).join('; ')
      console.log(`doctor planted (${fault.name}): ${named ? said : `NOT NAMED (${said})`}`)
    }
    await healthy()
  } finally {
    await patient.close()
  }
  return counts
}
