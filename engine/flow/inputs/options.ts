import type { Json, JsonObject } from '../flow.ts'
import { isLocalText, localText } from '../local-text.ts'
import type { InputOption } from './types.ts'

/** The allowed values of an input with a list; undefined where it has none, or where they are not rendered yet. Labels are in the language. */
export function optionsOf(options: JsonObject, language = 'en'): InputOption[] | undefined {
  return Array.isArray(options.values) ? options.values.map((value) => optionOf(value, language)) : undefined
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
 * A rendered `expression` as a list of values: a list, a JSON text of one, or one value a line.
 * @throws Error where it is none of these.
 */
export function listOf(rendered: Json): Json[] {
  if (Array.isArray(rendered)) return rendered
  if (typeof rendered !== 'string') throw new Error('the expression did not render to a list of values')
  const text = rendered.trim()
  if (!text.startsWith('[')) return text === '' ? [] : text.split('\n').map((line) => line.trim())
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) ? parsed : []
  } catch {
    throw new Error('the expression did not render to a list of values')
  }
}
