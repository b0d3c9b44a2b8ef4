import { canonicalJson } from '../canonical.ts'
import { holdsTemplate } from '../dynamic.ts'
import type { Json, JsonObject } from '../flow.ts'
import type { Control, Move } from './control.ts'
import type { RenderResult } from './events.ts'
import type { RenderAsk } from './state.ts'

/** Texts that stand for an unknown one: true, false, no number at all, no time at all. */
const stand = ['true', 'false', '0', 'PT0S']

/** The results that an unknown template has to be tried with, so that every way the task can go is walked once. */
export function alternativesOf(
  part: RenderAsk['parts'][number],
  source: Json,
  control: Control | undefined,
): RenderResult[] {
  if (part === 'run-if') return [{ value: 'true' }, { value: 'false' }]
  if (part === 'timeout') return [{ value: 'P1D' }]
  if (part !== 'properties' || !control) return [{ value: '' }]
  const ways = new Map<string, RenderResult>()
  for (const text of stand) {
    const value = filled(source, text)
    const move = moveOf(control, value)
    if (move && !ways.has(canonicalJson(move))) ways.set(canonicalJson(move), { value })
  }
  return ways.size > 0 ? [...ways.values()] : [{ error: 'unknown' }]
}

/** What differs only in a message is one way. */
function moveOf(control: Control, properties: Json): JsonObject | Move | undefined {
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return undefined
  try {
    const move = control.start({ properties, at: 0 })
    return move.kind === 'end' ? { kind: move.kind, state: move.state } : move
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return undefined
    throw error
  }
}

function filled(value: Json, text: string): Json {
  if (Array.isArray(value)) return value.map((item) => filled(item, text))
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, inner]): [string, Json] => [key, filled(inner, text)])
    const made: JsonObject = Object.fromEntries(entries)
    return made
  }
  return holdsTemplate(value) ? text : value
}
