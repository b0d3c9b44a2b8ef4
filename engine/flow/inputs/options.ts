import type { Json, JsonObject } from '../flow.ts'
import { isLocalText, localText } from '../local-text.ts'
import type { FoundOptions, InputOption } from './types.ts'

/** The allowed values of an input with a list; undefined where it has none, or where they are not rendered yet. Each value once. Labels are in the language. */
export function optionsOf(options: JsonObject, language = 'en'): InputOption[] | undefined {
  if (!Array.isArray(options.values)) return undefined
  const byValue = new Map<string, InputOption>()
  for (const written of options.values) {
    const option = optionOf(written, language)
    if (!byValue.has(option.value)) byValue.set(option.value, option)
  }
  return [...byValue.values()]
}

/** More than this nobody reads: what lies beyond is searched for, and does not travel with the form. */
export const mostOptions = 50

/** The first options, and those that are chosen wherever they stand, so that their labels are known. */
export function firstOptions(list: readonly InputOption[], chosen: Json | undefined): InputOption[] {
  if (list.length <= mostOptions) return [...list]
  const wanted = new Set((Array.isArray(chosen) ? chosen : [chosen ?? null]).map(print))
  return list.filter(({ value }, index) => index < mostOptions || wanted.has(value))
}

/** Those whose label or value has the text in it, whatever its capitals and accents; such as begin with it come first. */
export function searchOptions(list: readonly InputOption[], text: string): FoundOptions {
  const wanted = plain(text.trim())
  const places = list.map((option) => {
    const label = plain(option.label).indexOf(wanted)
    return label >= 0 ? label : plain(option.value).indexOf(wanted)
  })
  const found = list
    .map((option, at) => ({ option, place: places[at] ?? -1 }))
    .filter(({ place }) => place >= 0)
  found.sort((a, b) => Number(a.place > 0) - Number(b.place > 0))
  return { options: found.slice(0, mostOptions).map(({ option }) => option), total: found.length }
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** The value of what people call it; a text that is no label stays as it is. */
export function chosenBy(text: string, choices: readonly Pick<InputOption, 'label' | 'value'>[]): string {
  const wanted = plain(text.trim())
  return (
    choices.find(({ label, value }) => value === text.trim() || plain(label) === wanted)?.value ?? text.trim()
  )
}

/** Allowed values as a problem names them, and what people call them where that is something else: nobody reads thousands. */
export function namedOptions(list: readonly InputOption[]): Record<string, string> {
  const values = firstOf(list.map(({ value }) => value))
  const labels = firstOf(list.map(({ label }) => label))
  return labels === values ? { values } : { values, labels }
}

function firstOf(texts: readonly string[]): string {
  const rest = texts.length - 20
  return rest > 0 ? `${texts.slice(0, 20).join(', ')}, … (${String(rest)})` : texts.join(', ')
}

function optionOf(value: Json, language: string): InputOption {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && 'value' in value) {
    const text = print(value.value ?? null)
    const { label = text } = value
    return { label: isLocalText(label) ? localText(label, language) : print(label), value: text }
  }
  return { label: print(value), value: print(value) }
}

function print(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/**
 * A rendered `expression` as a list of values: a list, a map of labels by value, a JSON text of either, or one value a line.
 * @throws Error where it is none of these.
 */
export function listOf(rendered: Json): Json[] {
  if (Array.isArray(rendered)) return rendered
  if (typeof rendered === 'object' && rendered !== null)
    return Object.entries(rendered).map(([value, label]) => ({ value, label }))
  if (typeof rendered !== 'string') throw new Error(noList)
  const text = rendered.trim()
  if (!/^[[{]/.test(text)) return text === '' ? [] : text.split('\n').map((line) => line.trim())
  try {
    return listOf(JSON.parse(text) as Json)
  } catch {
    throw new Error(noList)
  }
}

const noList = 'the expression did not render to a list of values'
