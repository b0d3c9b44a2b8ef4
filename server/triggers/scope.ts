import { readsOf } from '#engine/flow/expressions/reads.ts'
import { renderAsync } from '#engine/flow/expressions/render.ts'
import type { Flow, Json, JsonObject, Reads } from '#engine/flow/flow.ts'
import { Rendering } from '#server/tasks/rendering.ts'

/** What the templates of a trigger are rendered in. */
export interface TriggerScope {
  render(template: string): Promise<string>
  renderAll(value: JsonObject): Promise<JsonObject>
  /** The same with other variables over it. */
  with(variables: JsonObject): TriggerScope
}

interface Given {
  /** As they came from outside: never opened. */
  variables: JsonObject
  /** Of an execution that was heard of, as far as a template names it: its references are read back, its secrets opened. */
  kept?: (reads: Reads) => JsonObject
  /** Whose files and references may be read. */
  executionId?: string
}

/** The scope of a trigger's templates: `flow`, `vars`, and what the trigger knows. */
export function triggerScope(flow: Flow, given: Given): TriggerScope {
  const { kept = () => ({}), executionId = '' } = given
  const rendering = new Rendering({ executionId, namespace: flow.namespace, flowId: flow.id })
  const own = {
    flow: { id: flow.id, namespace: flow.namespace, revision: flow.revision },
    vars: flow.variables,
  }
  const over = (variables: JsonObject): TriggerScope => {
    const render = async (value: Json): Promise<Json> => {
      const scope = await rendering.scope({ ...kept(readsOf(value)), ...own }, value)
      const all = { ...scope, variables: { ...scope.variables, ...variables } }
      return renderAsync(value, all, rendering.functions)
    }
    return {
      render: async (template) => String(await render(template)),
      renderAll: async (value) => (await render(value)) as JsonObject,
      with: (more) => over({ ...variables, ...more }),
    }
  }
  return over(given.variables)
}
