// A text with values that strangers wrote: each of them isolated, so that its direction is its own.
import { html, type TemplateResult } from 'lit'
import { plain } from './plain.ts'

/** Puts values into `{name}` marks, as text of their own direction. */
export const rich = (
  text: string,
  values: Readonly<Record<string, string | number>>,
): readonly (string | TemplateResult)[] =>
  text.split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    const value = name === undefined ? undefined : values[name]
    return value === undefined ? part : isolated(String(value))
  })

export const isolated = (text: string): TemplateResult => html`<bdi>${plain(text)}</bdi>`
