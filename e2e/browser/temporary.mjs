import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of our own, gone when the process ends. */
export const temporaryFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-e2e-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
