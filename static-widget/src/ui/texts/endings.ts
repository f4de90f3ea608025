// How a call ended, in the words of one side's texts.
import type { End, Refusal } from '../../call/messages.ts'
import type { Ending } from '../../call/state.ts'
import { day, duration, fill, words } from './words.ts'

export interface EndTexts {
  readonly ends: Readonly<Record<End['reason'] | 'hung_up_here', string>>
  readonly refusals: object
}

/** @param here the side that reads it */
export const endingWords = (texts: EndTexts, here: End['by'], ending: Ending): string => {
  const { ends } = texts
  switch (ending.why) {
    case 'ended': {
      const { reason, by, talk_seconds } = ending.end
      const word = reason === 'hung_up' && by === here ? 'hung_up_here' : reason
      return fill(ends[word], { time: duration(talk_seconds) })
    }
    case 'refused':
      return refusalWords(texts, ending.refusal)
    case 'microphone':
      return words.call.microphones[ending.failure]
    case 'unreachable':
    case 'elsewhere':
    case 'left':
      return words.call.endings[ending.why]
    default:
      return ending satisfies never
  }
}

/** The more that is known, the more is said: `outside_hours_until` is outside_hours with the hour of opening. */
const refusalWords = ({ refusals }: EndTexts, { refused, opens_at, by }: Refusal): string => {
  const texts = refusals as Record<string, string>
  const known = opens_at ? texts[`${refused}_until`] : by ? texts[`${refused}_by`] : undefined
  const text = known ?? texts[refused] ?? words.call.endings.refused
  return fill(text, { day: opens_at ? day(opens_at) : '', by: by ?? '' })
}

export const endingTitle = (ending: Ending): string => {
  const { titles } = words.call
  if (ending.why === 'elsewhere') return titles.elsewhere
  if (ending.why === 'microphone') return titles.microphone
  if (ending.why === 'unreachable') return titles.unreachable
  if (ending.why !== 'refused') return titles.ended
  return ending.refusal.refused === 'already_in_call' ? titles.elsewhere : titles.refused
}
