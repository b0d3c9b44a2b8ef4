import type { RunStart } from '#engine/flow/advance/events.ts'
import { semantics } from '#engine/flow/advance/semantics.ts'
import type { Flow, JsonObject, Task } from '#engine/flow/flow.ts'
import type { StartChildrenCall } from '#engine/workflow/messages.ts'
import { taskSpecs } from '#generated/catalog/specs.ts'
import type { Actor } from '#server/actor.ts'
import { db, uniqueConflict } from '#server/db.ts'
import { loadFlow, namedRevision } from '#server/flows/load-flow.ts'
import { howAllowed, mayUse } from '#server/namespaces/access.ts'
import { requesterOf } from '#server/people/requester-of.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { insertExecution, type NewExecution } from '#server/runs/insert-execution.ts'
import { Rendering } from '#server/tasks/rendering.ts'
import { guardOutputs } from '#server/tasks/outputs.ts'
import type { TaskCall } from '#server/tasks/types.ts'
import { transaction } from '#server/transaction.ts'
import { adopt, adoptRestarted, type Adopted } from './adopt.ts'
import { childId } from './child-id.ts'
import { readChildInputs } from './child-inputs.ts'
import { childLabels } from './child-labels.ts'
import type { Parent } from './parent.ts'
import { renderCall, type RenderedCall } from './render-call.ts'

/** One execution that a task run asks for. */
export interface ChildOrder {
  call: TaskCall & StartChildrenCall
  parent: Parent
  task: Task
  iteration: number
  /** Address of the item that it is for. */
  item?: string
}

export type StartedChild = Adopted | { problem: string }

const burst = { maxWait: 20_000, timeout: 20_000 }

/** Starts one execution, or finds it where it was started before. */
export async function startChild(order: ChildOrder): Promise<StartedChild> {
  const { call, parent, task, iteration, item } = order
  const rendering = new Rendering(call)
  const taskrun: JsonObject = item === undefined ? {} : { items: item, iteration }
  const read = await renderCall({ call, task, taskrun }, rendering)
  if ('problem' in read) return read
  const { rendered } = read
  const { taskRunId, attempt } = call
  const id = childId({ taskRunId, attempt, iteration })
  const adoption = { parent, task, taskRunId, attempt, iteration: item === undefined ? null : iteration }
  const before =
    (await adopt(id, adoption)) ??
    (rendered.restartBehavior === 'RETRY_FAILED' ? await adoptRestarted(adoption) : undefined)
  if (before) return before
  const flow = await flowToCall(rendered, call.namespace)
  if ('problem' in flow) return flow
  const actor = await actorOf(parent)
  const inputs = await readChildInputs({ flow, parentId: parent.id, raw: rendered.inputs, actor })
  if ('problem' in inputs) return { problem: rendering.mask.text(inputs.problem) }
  const values = guardOutputs(inputs.values, rendering.mask) as JsonObject
  const execution = executionOf(order, { id, flow, rendered, actor, values })
  try {
    await transaction((tx) => insertExecution(tx, execution), burst)
  } catch (error) {
    const first = uniqueConflict(error) ? await adopt(id, adoption) : undefined
    if (first) return first
    throw error
  }
  return { executionId: id }
}

/** A flow may start those of its own tree, and of namespaces that allow it: its author's rights end there. */
async function flowToCall(
  { namespace, flowId, revision }: RenderedCall,
  home: string,
): Promise<Flow | { problem: string }> {
  if (!(await mayUse(home, namespace)))
    return {
      problem: `A flow of the namespace \`${home}\` may not start flows of \`${namespace}\`. ${howAllowed(namespace)}`,
    }
  const row = await db.flow.findUnique({ where: { namespace_id: { namespace, id: flowId } } })
  if (!row || row.deleted) return { problem: `There is no flow \`${flowId}\` in \`${namespace}\`.` }
  if (row.disabled) return { problem: `The flow \`${namespace}.${flowId}\` is disabled.` }
  if (revision === undefined) return loadFlow(namespace, flowId, row.revision)
  const named = await namedRevision(namespace, flowId, revision)
  return named ?? { problem: `The flow \`${namespace}.${flowId}\` has no revision ${revision}.` }
}

/** A child has the requester of its parent. */
async function actorOf({ createdById }: Parent): Promise<Actor> {
  if (createdById === null) return systemActor
  const person = await db.person.findUnique({
    where: { id: createdById },
    select: { id: true, email: true, name: true, timeZone: true, language: true },
  })
  return person ? { ...systemActor, ...person } : systemActor
}

interface Made {
  id: string
  flow: Flow
  rendered: RenderedCall
  actor: Actor
  values: JsonObject
}

function executionOf(order: ChildOrder, { id, flow, rendered, actor, values }: Made): NewExecution {
  const { call, parent, task, iteration, item } = order
  const variables: JsonObject = {
    executionId: parent.id,
    namespace: parent.namespace,
    flowId: parent.flowId,
    flowRevision: parent.flowRevision,
    ...loopOf(call, item === undefined ? undefined : iteration),
  }
  const isPerson = actor.id !== systemActor.id
  const start: RunStart = {
    executionId: id,
    generation: 1,
    inputs: values,
    labels: childLabels({ flow, parent, rendered, inherited: call.labels }),
    variables: flow.variables,
    trigger: variables,
    ...(isPerson ? { requester: requesterOf(actor) } : {}),
    semantics,
    at: Date.now(),
  }
  const spec = taskSpecs[task.type]
  return {
    flow,
    start,
    scheduleDate: rendered.scheduleDate,
    createdById: isPerson ? actor.id : undefined,
    // whoever reads the answers of the API knows the type by this name
    trigger: { id: task.id, type: spec?.aliases[0] ?? task.type, variables },
    child: {
      taskRunId: call.taskRunId,
      attempt: call.attempt,
      iteration: item === undefined ? undefined : iteration,
      depth: parent.depth + 1,
      waited: rendered.wait,
    },
  }
}

/** The place in the loops around the task. */
function loopOf({ context }: TaskCall, iteration: number | undefined): JsonObject {
  const { taskrun } = context
  const own = typeof taskrun === 'object' && taskrun !== null && !Array.isArray(taskrun) ? taskrun : {}
  const found: JsonObject = {}
  if (own.value !== undefined) found.taskRunValue = own.value
  if (iteration !== undefined) found.taskRunIteration = iteration
  else if (own.iteration !== undefined) found.taskRunIteration = own.iteration
  return found
}
