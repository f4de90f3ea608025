// Calls as comma-separated values (RFC 4180), safe to open in a spreadsheet.
import type { ReliabilityCall } from '../call/reliability.ts'

const COLUMNS = [
  'call_id',
  'at',
  'media',
  'agent',
  'reason',
  'failure',
  'path',
  'ring_seconds',
  'talk_seconds',
  'relay_bytes_up',
  'relay_bytes_down',
  'relay_cost_micros',
  'relay_charged_by',
  'relay_would_have_worked',
] as const

/** A cell that begins like a formula would be run by a spreadsheet: it is marked as text. */
const cell = (value: string | number | boolean | null): string => {
  if (typeof value !== 'string') return value === null ? '' : String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export const csvOf = (calls: readonly ReliabilityCall[]): string =>
  [COLUMNS.join(','), ...calls.map((call) => COLUMNS.map((name) => cell(call[name])).join(','))]
    .map((line) => `${line}\r\n`)
    .join('')
