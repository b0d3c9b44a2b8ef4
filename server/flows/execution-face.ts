import { childLists } from '#engine/flow/find-task.ts'
import type { Json, JsonObject, Task } from '#engine/flow/flow.ts'
import { sourceJson } from '#engine/flow/parse/source-json.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import type { FoundFlow } from './get-flow.ts'
import { kestraFlow } from './kestra-view.ts'

/**
 * Kestra's shape of a flow for those who may start it but not read it (`FlowForExecution`): what it asks and what it is made of,
 * without what its tasks and triggers do, its variables and its source.
 */
export function executionFace(found: FoundFlow): JsonObject {
  const { flow } = found
  const written = kestraFlow(found)
  const source = sourceJson(found.source) ?? {}
  const types = typesIn(source, vocabulary.tasks)
  const triggerTypes = typesIn(source.triggers ?? [], vocabulary.triggers)
  const list = (name: 'tasks' | 'errors' | 'finally' | 'afterExecution'): JsonObject => {
    const tasks = flow[name] ?? []
    return tasks.length === 0 ? {} : { [name]: tasks.map((task) => taskFace(task, types)) }
  }
  const shown = ['inputs', 'outputs', 'labels', 'description'].flatMap((name): [string, Json][] =>
    written[name] === undefined ? [] : [[name, written[name]]],
  )
  return {
    id: flow.id,
    namespace: flow.namespace,
    revision: flow.revision,
    ...Object.fromEntries(shown),
    ...list('tasks'),
    ...list('errors'),
    ...list('finally'),
    ...list('afterExecution'),
    triggers: flow.triggers.map(({ id, type }) => ({ id, type: triggerTypes.get(id) ?? type })),
    disabled: found.disabled,
    deleted: found.deleted,
    draft: false,
  }
}

/** Types by the ids that stand beside them, under the names that the author gave them. @param known what else has a type is none */
function typesIn(
  value: Json,
  known: ReadonlyMap<string, unknown>,
  types = new Map<string, string>(),
): Map<string, string> {
  if (typeof value !== 'object' || value === null) return types
  if (!Array.isArray(value) && typeof value.id === 'string' && typeof value.type === 'string')
    if (known.has(value.type)) types.set(value.id, value.type)
  for (const inner of Object.values(value)) typesIn(inner, known, types)
  return types
}

function taskFace(task: Task, types: ReadonlyMap<string, string>): JsonObject {
  const children = childLists(task).flat()
  const asks = Object.values(task.asks ?? {}).flat()
  const called = vocabulary.tasks.get(task.type)?.calls?.(task.properties)
  return {
    id: task.id,
    type: types.get(task.id) ?? task.type,
    ...(children.length === 0 ? {} : { tasks: children.map((child) => taskFace(child, types)) }),
    ...(asks.length === 0 ? {} : { inputs: asks.map(({ id, type, required }) => ({ id, type, required })) }),
    ...(called ? { subflowId: { ...called } } : {}),
  }
}
