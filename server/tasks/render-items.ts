import type { RenderResult } from '#engine/flow/advance/events.ts'
import { ExpressionError } from '#engine/flow/expressions/error.ts'
import { renderAsync } from '#engine/flow/expressions/render.ts'
import { canonicalJson } from '#engine/flow/canonical.ts'
import { sign } from '#server/secrets/sign.ts'
import { Rendering } from './rendering.ts'
import { guardOutputs } from './outputs.ts'
import type { RenderCall } from './types.ts'

/**
 * Evaluates the templates of one step. A template that cannot be evaluated is an answer, not a failure; what holds a secret comes back sealed.
 */
export async function renderItems(call: RenderCall): Promise<RenderResult[]> {
  const rendering = new Rendering(call)
  const results: RenderResult[] = []
  for (const { source, context, digest } of call.items) {
    try {
      if (digest) {
        results.push({ value: await digestOf({ source, context, digest }, rendering) })
        continue
      }
      const value = await renderAsync(source, await rendering.scope(context, source), rendering.functions)
      results.push({ value: guardOutputs(value, rendering.mask) })
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error
      results.push({ error: rendering.mask.text(error.message) })
    }
  }
  return results
}

/** By a key of the server's own: a digest in a run's history tells nothing of a secret that is in what it is made from. */
async function digestOf(
  { source, context, digest }: Pick<RenderCall['items'][number], 'source' | 'context' | 'digest'>,
  rendering: Rendering,
): Promise<string> {
  const scope = await rendering.scope(context, source)
  const content =
    digest === 'values' ? scope.variables : await renderAsync(source, scope, rendering.functions)
  return sign('round digest', canonicalJson(content))
}
