import type { JsonObject, Reads, Task } from '../flow.ts'
import { holdsTemplate } from '../holds-template.ts'
import { visibleContext } from './context.ts'
import { numbersAround, valuesAround } from './iterations-around.ts'
import { taskOf } from './task-index.ts'
import { taskRunId } from './task-run-id.ts'
import type { Attempt, Node, RunState } from './state.ts'
import type { Program } from './types.ts'

/** What an attempt needs to play its inner task runs. */
export interface InnerCall {
  /** What the templates of all of them may see; `task` and `taskrun` are those of the first. */
  context: JsonObject
  /** By which their outputs are named, outermost first. */
  values: string[]
  runs: { taskId: string; taskRunId: string; attempts: Attempt[] }[]
}

/** Undefined where the task run plays no inner ones. @param taskRunId an open task run whose attempt has begun */
export function innerCall(program: Program, state: RunState, taskRunId: string): InnerCall | undefined {
  const outer = state.nodes[taskRunId]
  if (!outer?.inner) return undefined
  const list = innerTasks(taskOf(program.flow, outer.taskId))
  const runs = list.map(({ id }) => ({
    taskId: id,
    taskRunId: innerId(state, outer, id),
    attempts: outer.inner?.before[id] ?? [],
  }))
  const [first] = runs
  if (!first) return { context: {}, values: [], runs: [] }
  const { startedAt } = outer
  const node = { ...innerNode(state, outer, first.taskId), startedAt, attempts: first.attempts }
  const around = { ...state, nodes: { ...state.nodes, [node.id]: node } }
  return {
    context: visibleContext(program, around, node.id, readsOf(list)),
    values: valuesAround(state, outer),
    runs,
  }
}

function innerTasks(task: Task): Task[] {
  return Object.values(task.branches)
    .flat()
    .filter(({ disabled }) => !disabled)
}

/** What any of the tasks reads. */
function readsOf(tasks: readonly Task[]): Reads {
  const all = tasks.flatMap(({ reads, runIfReads, timeout }) => [
    reads,
    ...(runIfReads ? [runIfReads] : []),
    ...(holdsTemplate(timeout) ? [{ whole: true, names: [] }] : []),
  ])
  return {
    whole: all.some(({ whole }) => whole),
    names: [...all.flatMap(({ names }) => names), ['task'], ['taskrun'], ['vars']],
  }
}

/** The id of an inner task run. */
export function innerId({ executionId, nodes }: RunState, outer: Node, taskId: string): string {
  return taskRunId({ executionId, taskId, iterations: numbersAround({ nodes }, outer), round: outer.round })
}

/** An inner task run that has just begun. */
export function innerNode(state: RunState, outer: Node, taskId: string): Node {
  return {
    id: innerId(state, outer, taskId),
    taskId,
    parentId: outer.id,
    branch: 'tasks',
    round: outer.round,
    state: 'RUNNING',
    attempt: 0,
    waits: 'outer',
    position: state.positions,
  }
}
