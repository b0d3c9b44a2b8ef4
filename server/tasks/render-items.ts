import type { RenderResult } from '#engine/flow/advance/events.ts'
import { ExpressionError } from '#engine/flow/expressions/error.ts'
import { renderAsync } from '#engine/flow/expressions/render.ts'
import { Rendering } from './rendering.ts'
import { guardOutputs } from './outputs.ts'
import type { RenderCall } from './types.ts'

/**
 * Evaluates the templates of one step. A template that cannot be evaluated is an answer, not a failure; what holds a secret comes back sealed.
 */
export async function renderItems(call: RenderCall): Promise<RenderResult[]> {
  const rendering = new Rendering(call)
  const results: RenderResult[] = []
  for (const { source, context } of call.items) {
    try {
      const value = await renderAsync(source, await rendering.scope(context, source), rendering.functions)
      results.push({ value: guardOutputs(value, rendering.mask) })
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error
      results.push({ error: rendering.mask.text(error.message) })
    }
  }
  return results
}
