// The words of this page, in its reader's language. They come as data (one file per language and folder) before anything is shown.
import type { CallTexts } from './call/en.ts'
import type { DeskTexts } from './desk/en.ts'
import { directionOf, type Language } from './languages.ts'
import { plain } from './plain.ts'
import type { VisitorTexts } from './visitor/en.ts'

interface Words {
  language: Language
  /** What both sides of a call read. */
  call: CallTexts
  visitor: VisitorTexts
  desk: DeskTexts
}

export const words = { language: 'en' } as Words
export const speak = (given: Partial<Words>): void => void Object.assign(words, given)
export const direction = (): 'ltr' | 'rtl' => directionOf(words.language)

/** Puts values into `{name}` marks. The full stop of an abbreviation is also that of its sentence. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text
    .replace(/\{(\w+)\}/g, (mark, name: string) => plain(String(values[name] ?? mark)))
    .replace(/\.\.$/, '.')

/** The text for this many, counted as the language counts. */
export const count = (forms: object, n: number): string => {
  const of = forms as Record<string, string>
  const category = new Intl.PluralRules(words.language).select(n)
  return fill(of[category] ?? of['other'] ?? '', { n: new Intl.NumberFormat(words.language).format(n) })
}

const unit = (n: number, name: 'second' | 'minute'): string =>
  new Intl.NumberFormat(words.language, { style: 'unit', unit: name, unitDisplay: 'short' }).format(n)

/** `45 sec`, `2 min, 5 sec`, as the language has it. */
export const duration = (seconds: number): string => {
  const s = Math.max(0, Math.round(seconds))
  if (s < 60) return unit(s, 'second')
  return [unit(Math.floor(s / 60), 'minute'), unit(s % 60, 'second')].join(' ')
}

export const moment = (iso: string, style: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(words.language, style).format(new Date(iso))

/** A day and an hour within the next week. */
export const day = (iso: string): string =>
  moment(iso, { weekday: 'long', hour: 'numeric', minute: '2-digit' })
