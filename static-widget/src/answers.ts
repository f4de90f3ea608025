// What the answer of a function or of the database means for the call.
import type { Answer } from './api/http.ts'
import type { Grant, Row } from './call/messages.ts'
import type { Event } from './call/state.ts'

/** Whether there is a call. */
export const granted = (answer: Answer<Grant>): Event => {
  if (answer.is === 'ok') return { is: 'granted', grant: answer.value }
  return answer.is === 'refused' ? { is: 'refused', refusal: answer.refusal } : { is: 'unreachable' }
}

/** What is known of a call: also a refusal says how it stands. Null where nothing new is. */
export const learnt = (answer: Answer<Row>, generation: number | null): Event | null => {
  if (answer.is === 'ok') return { is: 'row', row: answer.value }
  if (answer.is === 'rejected' && answer.status === 403) return { is: 'shut-out' }
  if (answer.is !== 'refused') return null
  const { refused, call } = answer.refusal
  if (!call) return null
  return refused === 'stale' ? { is: 'stale', call, generation } : { is: 'row', row: { call, signals: [] } }
}

/** A port that throws has answered nothing. */
export const settled = <T>(asked: Promise<Answer<T>>): Promise<Answer<T>> =>
  asked.catch((e): Answer<T> => {
    console.error('parley: port', e)
    return { is: 'failed' }
  })
