import type { Input, JsonObject, Task, Trigger } from '#engine/flow/flow.ts'
import type { FoundFlow } from './get-flow.ts'
import { stored } from './compiled.ts'

/** Kestra's shape of a flow: what REST answers. With its source where that was asked for. */
export function kestraFlow(found: Omit<FoundFlow, 'source'> & { source?: string }): JsonObject {
  const { flow } = found
  return json({
    id: flow.id,
    namespace: flow.namespace,
    revision: flow.revision,
    displayName: flow.displayName,
    description: flow.description,
    labels: Object.entries(flow.labels).map(([key, value]) => ({ key, value })),
    inputs: listed(flow.inputs.map(inputView)),
    variables: Object.keys(flow.variables).length > 0 ? flow.variables : undefined,
    tasks: flow.tasks.map(taskView),
    errors: listed(flow.errors.map(taskView)),
    finally: listed(flow.finally.map(taskView)),
    outputs: listed(flow.outputs.map(({ reads: _, ...output }) => output)),
    triggers: listed(flow.triggers.map(triggerView)),
    stages: listed(flow.stages),
    owner: flow.owner,
    timeout: flow.timeout,
    disabled: found.disabled,
    deleted: found.deleted,
    draft: false,
    updated: found.updatedAt.toISOString(),
    source: found.source,
  })
}

function json(value: object): JsonObject {
  return stored(value) as JsonObject
}

function listed<T>(list: T[]): T[] | undefined {
  return list.length === 0 ? undefined : list
}

function inputView({ options, ...input }: Input): object {
  return { ...options, ...input }
}

function triggerView({ properties, inputs, ...trigger }: Trigger): object {
  return { ...properties, ...trigger, inputs: Object.keys(inputs).length > 0 ? inputs : undefined }
}

/** As an author writes it: the type's own properties and its branches beside the common ones. */
function taskView(task: Task): object {
  const {
    properties,
    branches,
    errors,
    reads: _reads,
    runIfReads: _runIfReads,
    mode: _mode,
    ...common
  } = task
  const lists = Object.entries(branches).map(([name, tasks]) => [name, tasks.map(taskView)] as const)
  return {
    ...properties,
    ...common,
    disabled: task.disabled || undefined,
    allowFailure: task.allowFailure || undefined,
    allowWarning: task.allowWarning || undefined,
    ...Object.fromEntries(lists),
    errors: listed(errors.map(taskView)),
    finally: listed(task.finally.map(taskView)),
  }
}
