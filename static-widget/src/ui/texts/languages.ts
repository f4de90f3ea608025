// The languages people can read, and what each counts by. A new one is a line here and a file in each folder; until all are there, nothing builds.

/** Plural categories of each language (CLDR; a test holds them against Intl.PluralRules). */
export interface Categories {
  ar: 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'
  de: 'one' | 'other'
  en: 'one' | 'other'
  es: 'one' | 'many' | 'other'
  fr: 'one' | 'many' | 'other'
  it: 'one' | 'many' | 'other'
  ja: 'other'
  nl: 'one' | 'other'
  pl: 'one' | 'few' | 'many' | 'other'
  pt: 'one' | 'many' | 'other'
}
export type Language = keyof Categories
export const LANGUAGES: readonly Language[] = ['ar', 'de', 'en', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt']

/** One text for each of a language's plural categories; `{n}` is the number. */
export type Plural<L extends Language> = L extends Language ? Readonly<Record<Categories[L], string>> : never

/** The same texts in another language: every one of them, counted as that language counts. */
export type In<T, L extends Language> = {
  readonly [K in keyof T]: T[K] extends string ? string : T[K] extends Plural<'en'> ? Plural<L> : In<T[K], L>
}

/** The first of the wanted languages (BCP 47) that we speak; English if none. */
export const pickLanguage = (wanted: readonly (string | null | undefined)[]): Language => {
  for (const tag of wanted) {
    const found = LANGUAGES.find((language) => language === tag?.toLowerCase().split('-')[0])
    if (found) return found
  }
  return 'en'
}

export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr')
