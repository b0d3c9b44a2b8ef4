import type { FlowOutput, Json, JsonObject, State } from '../flow.ts'
import { isTrueText } from '../truth.ts'
import type { RenderResult } from './types.ts'
import type { Work } from './work.ts'

/** All task runs have ended: the flow's outputs, then the end. */
export function finishRun(work: Work): void {
  const { result, killed } = work.state.walk
  const { outputs } = work.program.flow
  const succeeded = result === 'SUCCESS' || result === 'WARNING'
  if (killed || !succeeded || outputs.length === 0) return end(work, result)
  work.setWalk(undefined, { phase: 'outputs' })
  work.ask(
    { attempt: 0, parts: outputs.map(() => 'outputs' as const) },
    outputs.map(({ value, reads }) => ({ source: value, reads })),
  )
}

/** Outputs that cannot be rendered make the execution FAILED, and it has none of them. */
export function outputsRendered(work: Work, results: readonly RenderResult[]): void {
  const values: JsonObject = {}
  for (const [index, output] of work.program.flow.outputs.entries()) {
    const result = results[index] ?? { error: 'it was not rendered' }
    const read = 'error' in result ? result : valueOf(output, result.value)
    if ('error' in read) {
      work.set({ error: { message: `Output ${output.id} cannot be rendered: ${read.error}` } })
      return end(work, 'FAILED')
    }
    values[output.id] = read.value
  }
  end(work, work.state.walk.result, values)
}

/** Ends the execution for good: nothing of it is open any more. */
export function end(work: Work, state: State, outputs?: JsonObject): void {
  for (const timerId of Object.keys(work.state.timers)) work.disarm(timerId)
  work.set({ status: state, nodes: {}, renders: {}, paused: 0 })
  const error = state === 'FAILED' ? (work.state.error?.message ?? work.state.walk.message) : undefined
  work.facts.push({ kind: 'execution', at: work.at, state, outputs, error })
  work.effects.push({ kind: 'end' })
}

/** A rendered template is text; an output of another type is read from it. */
function valueOf({ type }: FlowOutput, value: Json): RenderResult {
  if (typeof value !== 'string') return { value }
  switch (type.toUpperCase()) {
    case 'INT':
    case 'INTEGER':
    case 'FLOAT': {
      const number = value.trim() === '' ? Number.NaN : Number(value)
      return Number.isFinite(number) ? { value: number } : { error: `it is no number: ${value}` }
    }
    case 'BOOL':
    case 'BOOLEAN':
      return { value: isTrueText(value) }
    case 'JSON':
    case 'ARRAY':
    case 'OBJECT':
    case 'MULTISELECT':
      return readJson(value)
    default:
      return { value }
  }
}

function readJson(text: string): RenderResult {
  try {
    return { value: JSON.parse(text) as Json }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
