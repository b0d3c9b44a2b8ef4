import type { ChildEnd } from '#engine/flow/advance/events.ts'
import { visibleContext } from '#engine/flow/advance/context.ts'
import { ExpressionError } from '#engine/flow/expressions/error.ts'
import { renderAsync } from '#engine/flow/expressions/render.ts'
import type { Json, JsonObject, State, Task } from '#engine/flow/flow.ts'
import { controls } from '#generated/catalog/controls.ts'
import type { Execution } from '#generated/prisma/client.ts'
import { loadReferences, storeBig } from '#server/files/references.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { storedState } from '#server/runs/load-state.ts'
import { guardOutputs } from '#server/tasks/outputs.ts'
import { Rendering } from '#server/tasks/rendering.ts'
import type { Parent } from './parent.ts'

/**
 * How an ended execution counts for the task run that started it. Its outputs are its flow's, else what the task asks for;
 * one of many gives only its state.
 */
export async function childEnd(
  child: Execution,
  { parent, task }: { parent: Parent; task: Task },
): Promise<ChildEnd> {
  const state = child.state as State
  const message = child.error ?? undefined
  if (child.iteration !== null) return { state, message }
  try {
    const outputs = await outputsOf(child, task)
    if (!outputs) return { state, message }
    const owner = { namespace: parent.namespace, flowId: parent.flowId, executionId: parent.id }
    return { state, message, outputs: await storeBig(owner, outputs) }
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    return { state, message: `Failed to extract outputs with the error: ${error.message}`, broken: true }
  }
}

async function outputsOf(child: Execution, task: Task): Promise<JsonObject | undefined> {
  const flow = await loadFlow(child.namespace, child.flowId, child.flowRevision)
  if (flow.outputs.length > 0)
    return child.outputs === null
      ? undefined
      : ((await loadReferences(child.outputs as Json, child.id)) as JsonObject)
  const asked = task.properties.outputs
  if (!isMap(asked)) return undefined
  const rendering = new Rendering({ executionId: child.id, namespace: child.namespace, flowId: child.flowId })
  const state = await storedState(child.id)
  if (!state) return undefined
  const context = visibleContext({ flow, controls }, state, undefined, { whole: true, names: [] })
  const values = await renderAsync(asked, await rendering.scope(context, asked), rendering.functions)
  return guardOutputs(values, rendering.mask) as JsonObject
}

function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
