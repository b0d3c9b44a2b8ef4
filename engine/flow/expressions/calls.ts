import type { Json } from '../flow.ts'
import { ExpressionError } from './error.ts'
import { parsed } from './parse.ts'
import { allExpressions } from './walk.ts'

/** Whether a template in the value calls one of these functions; of what cannot be read nothing is known. */
export function callsAny(value: Json, names: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return value.includes('{') && textCalls(value, names)
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((inner) => callsAny(inner, names))
}

function textCalls(text: string, names: ReadonlySet<string>): boolean {
  try {
    return [...allExpressions(parsed(text).body)].some((node) => node.kind === 'call' && names.has(node.name))
  } catch (error) {
    if (error instanceof ExpressionError) return false
    throw error
  }
}
