/// <reference types="vite/client" />
// Ten languages: each says everything, counts as it counts, and fills in what there is to fill in. That none is missing is the compiler's business.
import { describe, expect, test } from 'vitest'
import { embedTexts } from '../../src/ui/texts/embed/all.ts'
import { directionOf, LANGUAGES, pickLanguage } from '../../src/ui/texts/languages.ts'
import { count, duration, fill, speak } from '../../src/ui/texts/words.ts'

type Texts = { readonly [key: string]: string | Texts }
const files = import.meta.glob<Record<string, Texts>>('../../src/ui/texts/{call,visitor,desk}/*.ts', {
  eager: true,
})

const of = (folder: string, language: string): Texts | undefined =>
  files[`../../src/ui/texts/${folder}/${language}.ts`]?.[folder]
const folders = ['call', 'visitor', 'desk']
const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other']
const isPlural = (texts: Texts): boolean =>
  'other' in texts && Object.keys(texts).every((k) => CATEGORIES.includes(k))

/** Every text by its path; a plural is one text. */
const leaves = (texts: Texts, path = ''): [string, string | Texts][] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' || isPlural(value)
      ? [[`${path}${key}`, value] as [string, string | Texts]]
      : leaves(value, `${path}${key}.`),
  )
const marks = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([mark]) => mark).sort()

const given = folders.flatMap((folder) =>
  LANGUAGES.filter((language) => of(folder, language)).map((language) => [folder, language] as const),
)

test('a visitor may read in ten languages, one of them from right to left', () => {
  expect(LANGUAGES).toHaveLength(10)
  expect(LANGUAGES.filter((language) => directionOf(language) === 'rtl')).toEqual(['ar'])
  for (const language of LANGUAGES) {
    expect(of('visitor', language), language).toBeDefined()
    expect(of('call', language), language).toBeDefined()
    expect(embedTexts[language].call, language).not.toBe('')
  }
})

describe.each(given)('%s in %s', (folder, language) => {
  const english = new Map(leaves(of(folder, 'en') ?? {}))
  const own = leaves(of(folder, language) ?? {})

  test('says everything, and nothing else', () => {
    expect(own.map(([path]) => path)).toEqual([...english.keys()])
  })

  test('counts by its own plural categories', () => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    for (const [path, text] of own)
      if (typeof text !== 'string') expect(Object.keys(text).sort(), path).toEqual([...categories].sort())
  })

  test('fills in what English fills in', () => {
    for (const [path, text] of own)
      if (typeof text === 'string') expect(marks(text), path).toEqual(marks(String(english.get(path))))
  })

  test.skipIf(language === 'en')('is not English', () => {
    const same = own.filter(
      ([path, text]) => typeof text === 'string' && text.length > 12 && text === english.get(path),
    )
    expect(same.map(([path]) => path)).toEqual([])
  })
})

test('Arabic has a form of its own for none, one, two, few and many', () => {
  const texts = of('visitor', 'ar') ?? {}
  speak({ language: 'ar' })
  const said = [0, 1, 2, 5, 11, 100].map((n) => count(texts['devices'] as object, n))
  expect(new Set(said).size).toBe(6)
  speak({ language: 'en' })
})

test('the page decides on the language, then the browser, then English', () => {
  expect(pickLanguage(['de-AT', 'fr'])).toBe('de')
  expect(pickLanguage([null, 'xx', 'pt-BR'])).toBe('pt')
  expect(pickLanguage(['tlh'])).toBe('en')
})

test('a value that looks like a mark or like markup stays what it is', () => {
  expect(fill('{by} took it', { by: '<b>{by}</b>' })).toBe('<b>{by}</b> took it')
  expect(duration(125)).toBe('2 min 5 sec')
})

test('a sentence that ends in an abbreviation has one full stop', () => {
  speak({ language: 'de' })
  expect(fill('Weiter in {time}.', { time: duration(62) })).toBe('Weiter in 1 Min. 2 Sek.')
  speak({ language: 'en' })
  expect(fill('On in {time}.', { time: duration(62) })).toBe('On in 1 min 2 sec.')
})
