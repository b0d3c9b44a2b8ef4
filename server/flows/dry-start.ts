import type { Known } from '#engine/flow/advance/dry-run.ts'
import type { RunStart } from '#engine/flow/advance/events.ts'
import { semantics } from '#engine/flow/advance/semantics.ts'
import { ExpressionError } from '#engine/flow/expressions/error.ts'
import { renderValue } from '#engine/flow/expressions/render.ts'
import type { Flow, JsonObject } from '#engine/flow/flow.ts'
import { env } from '#server/env.ts'

/** The start of a run that does nothing. */
export function dryStart(flow: Flow, inputs: JsonObject, requester: JsonObject): RunStart {
  const { labels, variables } = flow
  return {
    executionId: 'dry',
    generation: 1,
    semantics,
    inputs,
    labels,
    variables,
    requester,
    at: Date.now(),
  }
}

/**
 * Evaluates without the outside: a secret, a call or an output that is not there makes a template unknown.
 * @param now what templates take for the present, epoch milliseconds
 */
export function renderKnown(now = Date.now()): Known['render'] {
  const clock = { now, random: Math.random, timeZone: env().FORMWORK_TIMEZONE }
  return (source, variables) => {
    try {
      return { value: renderValue(source, { variables, ...clock }) }
    } catch (error) {
      if (error instanceof ExpressionError) return 'unknown'
      throw error
    }
  }
}
