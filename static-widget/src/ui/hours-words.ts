// Days as the language names them.
import { DAYS, type Day } from '../call/desk.ts'
import { words } from './texts/words.ts'

/** 2024-01-01 was a Monday. */
export const dayName = (day: Day): string =>
  new Intl.DateTimeFormat(words.language, { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, 0, 1 + DAYS.indexOf(day))),
  )

/** A calendar day, which is the same in every time zone. */
export const plainDate = (date: string): string =>
  new Intl.DateTimeFormat(words.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  )
