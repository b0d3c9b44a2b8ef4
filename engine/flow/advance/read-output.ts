import type { Json } from '../flow.ts'
import { isTrueText } from '../truth.ts'
import type { RenderResult } from './events.ts'

/** A rendered template is text; an output of another type is read from it. */
export function readOutput(type: string, result: RenderResult): RenderResult {
  if ('error' in result || typeof result.value !== 'string') return result
  const text = result.value
  switch (type.toUpperCase()) {
    case 'INT':
    case 'INTEGER':
    case 'FLOAT': {
      const number = text.trim() === '' ? Number.NaN : Number(text)
      return Number.isFinite(number) ? { value: number } : { error: `it is no number: ${text}` }
    }
    case 'BOOL':
    case 'BOOLEAN':
      return { value: isTrueText(text) }
    case 'JSON':
    case 'ARRAY':
    case 'OBJECT':
    case 'MULTISELECT':
      return readJson(text)
    default:
      return { value: text }
  }
}

function readJson(text: string): RenderResult {
  try {
    return { value: JSON.parse(text) as Json }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
