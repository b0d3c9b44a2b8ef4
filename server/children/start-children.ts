import type { CallAnswer } from '#engine/flow/advance/events.ts'
import { findTask } from '#engine/flow/find-task.ts'
import { isTerminal, type Task } from '#engine/flow/flow.ts'
import { siblingRunId } from '#engine/flow/advance/task-run-id.ts'
import { itemsOf } from '#server/files/items.ts'
import type { StartChildrenCall } from '#engine/workflow/messages.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import type { TaskCall } from '#server/tasks/types.ts'
import { findParent } from './parent.ts'
import { startChild, type ChildOrder } from './start-child.ts'

/** Executions below executions: more is a flow that calls itself without an end. */
const deepest = 20
/** Started side by side; each takes a connection for a moment. */
const atATime = 4

/**
 * Body of the activity behind `start-children`: inserts the executions that are asked for and starts them. Repeating it for the
 * same task run and attempt finds those that are there.
 * @returns what an author has to mend as `impossible`; throws only when it is worth another try
 */
export async function startChildren(call: TaskCall & StartChildrenCall): Promise<CallAnswer> {
  const parent = await findParent(call.executionId)
  const ended = !parent || isTerminal(parent.state) || parent.state === 'KILLING'
  if (ended || parent.generation !== call.generation) return impossible('The execution has ended meanwhile.')
  if (parent.depth >= deepest)
    return impossible(`Executions are nested ${deepest} levels deep: one more may not be started.`)
  const flow = await loadFlow(call.namespace, call.flowId, call.flowRevision)
  const task = findTask(flow, call.taskId)
  if (!task) return impossible(`The flow has no task \`${call.taskId}\`.`)
  const items = call.many ? await itemsFor(call, task) : undefined
  const total = items?.length ?? 1
  const orders = call.iterations
    .filter((iteration) => iteration < total)
    .map((iteration): ChildOrder => ({ call, parent, task, iteration, item: items?.[iteration] }))
  const answer: CallAnswer = { total, children: [] }
  for (let at = 0; at < orders.length && answer.impossible === undefined; at += atATime) {
    const some = orders.slice(at, at + atATime)
    const started = await Promise.all(some.map(startChild))
    for (const [index, one] of started.entries()) {
      const { iteration } = some[index] ?? { iteration: 0 }
      if ('problem' in one) answer.impossible ??= one.problem
      else answer.children.push({ iteration, ...one })
    }
  }
  return answer
}

/** What the task run before this one made. */
function itemsFor(call: StartChildrenCall, { properties }: Task): Promise<string[]> {
  const sibling = String(properties.from)
  return itemsOf({ ...call, taskId: sibling, taskRunId: siblingRunId(call.taskRunId, { ...call, sibling }) })
}

function impossible(message: string): CallAnswer {
  return { total: 0, children: [], impossible: message }
}
