// Decoding at the border: a decoder turns unknown JSON into a typed value or says where it broke.
// Unknown fields are tolerated, so an older page keeps working when the other side learns a new word.

export type Decoder<T> = (value: unknown, path?: string) => T
export type Decoded<D> = D extends Decoder<infer T> ? T : never

export class NotOurs extends Error {
  constructor(path: string, wanted: string) {
    super(`${path}: must be ${wanted}`)
  }
}

const plain =
  <T>(wanted: string, fits: (value: unknown) => value is T): Decoder<T> =>
  (value, path = '$') => {
    if (fits(value)) return value
    throw new NotOurs(path, wanted)
  }

export const string = plain('a string', (v): v is string => typeof v === 'string')
export const number = plain('a number', (v): v is number => Number.isFinite(v))
export const boolean = plain('a boolean', (v): v is boolean => typeof v === 'boolean')
export const anything: Decoder<unknown> = (value) => value

export const oneOf = <const T extends string>(...words: T[]): Decoder<T> =>
  plain(`one of ${words.join(' ')}`, (v): v is T => words.includes(v as T))

export const nullable =
  <T>(inner: Decoder<T>): Decoder<T | null> =>
  (value, path) =>
    value === null || value === undefined ? null : inner(value, path)

export const withDefault =
  <T>(inner: Decoder<T>, missing: T): Decoder<T> =>
  (value, path) =>
    value === null || value === undefined ? missing : inner(value, path)

export const list =
  <T>(inner: Decoder<T>): Decoder<T[]> =>
  (value, path = '$') => {
    if (!Array.isArray(value)) throw new NotOurs(path, 'a list')
    return value.map((item, i) => inner(item, `${path}[${i}]`))
  }

type Fields = Record<string, Decoder<unknown>>
type Shape<F extends Fields> = { readonly [K in keyof F]: Decoded<F[K]> }

export const object =
  <F extends Fields>(fields: F): Decoder<Shape<F>> =>
  (value, path = '$') => {
    if (typeof value !== 'object' || value === null) throw new NotOurs(path, 'an object')
    const from = value as Record<string, unknown>
    const pairs = Object.entries(fields).map(([key, field]) => [key, field(from[key], `${path}.${key}`)])
    return Object.fromEntries(pairs) as Shape<F>
  }
