import { allTasks, childLists } from '../find-task.ts'
import type { Reads, State, Task } from '../flow.ts'
import { hasRounds } from '../rounds.ts'
import type { RenderItem } from './effects.ts'
import type { RenderResult } from './events.ts'
import { childEnded } from './child-ended.ts'
import { forget } from './forget.ts'
import type { Node, Walk } from './state.ts'
import type { Work } from './work.ts'

/** How a task of the flow's own list ended, for the round after this one. */
export interface FinishedRun {
  id: string
  state: State
  /** Of what it was begun with; absent: it could not be said, and counts as changed. */
  digest?: string
}

const finishes: ReadonlySet<State> = new Set(['SUCCESS', 'WARNING', 'SKIPPED'])
/** Whether it is one of the flow's own list, which a next round compares. */
function isCompared(work: Work, { parentId, branch }: Pick<Node, 'parentId' | 'branch'>): boolean {
  return parentId === undefined && branch === 'tasks' && hasRounds(work.program.flow)
}

/** What has to be known of a task run before it begins, so that a next round can compare; undefined: nothing. */
export function digestAsk(work: Work, node: Node): RenderItem | undefined {
  const task = work.task(node)
  return isCompared(work, node) && (task.rerun ?? 'IF_CHANGED') === 'IF_CHANGED'
    ? digestItem(work, task)
    : undefined
}

/**
 * What two rounds are compared by: what the properties come to. Of a task that holds others, or judges by the values themselves,
 * all values that it and they name: when each of them is begun differs from round to round.
 */
function digestItem(work: Work, task: Task): RenderItem {
  const all = [...allTasks({ tasks: [task], errors: [], finally: [] })]
  const own = new Set(all.map(({ id }) => id))
  const reads = all.flatMap((one) => [one.reads, ...(one.runIfReads ? [one.runIfReads] : [])])
  const outside: Reads = {
    whole: reads.some(({ whole }) => whole),
    slow: reads.some(({ slow }) => slow),
    // what it leaves itself is no reason to play it again
    names: reads
      .flatMap(({ names }) => names)
      .filter(([root, id]) => !((root === 'outputs' || root === 'tasks') && own.has(String(id)))),
  }
  const byValues =
    childLists(task).some((list) => list.length > 0) ||
    work.program.controls[task.type]?.compares === 'values'
  const { properties, runIf = null } = task
  return byValues
    ? { source: null, reads: outside, digest: 'values' }
    : { source: { properties, runIf }, reads: outside, digest: 'rendered' }
}

/** Keeps how a task run of the flow's own list ended. */
export function noteFinished(work: Work, node: Node, state: State): void {
  if (!isCompared(work, node) || work.state.walk.phase !== 'body') return
  const { [node.taskId]: _, ...others } = work.state.finished ?? {}
  const { id, digest } = node
  const own = finishes.has(state)
    ? { [node.taskId]: { id, state, ...(digest === undefined ? {} : { digest }) } }
    : {}
  work.set({ finished: { ...others, ...own } })
}

/** The same for one that an earlier attempt at the execution left: what it was begun with is not known any more. */
export function noteKept(
  work: Work,
  { id, taskId, state }: { id: string; taskId: string; state: State },
): void {
  if (hasRounds(work.program.flow) && finishes.has(state))
    work.set({ finished: { ...work.state.finished, [taskId]: { id, state } } })
}

/** Whether the next task of the flow's own list has to be compared with the round before first; then it is asked for. */
export function compares(work: Work, walk: Walk): boolean {
  const { round, finished, comparing } = work.state
  if (round === 1 || walk.phase !== 'body' || walk.stopped || walk.running > 0) return false
  const task = work.program.flow.tasks[walk.next]
  if (!task || task.disabled || (task.rerun ?? 'IF_CHANGED') !== 'IF_CHANGED') return false
  if (finished?.[task.id]?.digest === undefined) return false
  if (comparing?.taskId === task.id) return comparing.same === undefined
  work.set({ comparing: { taskId: task.id } })
  work.ask({ attempt: 0, parts: ['digest'] }, [digestItem(work, task)])
  return true
}

/** The answer to what `compares` asked. */
export function compared(work: Work, [result]: readonly RenderResult[]): void {
  const { comparing, finished } = work.state
  if (!comparing) return
  const { taskId } = comparing
  const same = result && 'value' in result && result.value === finished?.[taskId]?.digest
  work.set({ comparing: { taskId, same: same === true } })
  work.look(undefined)
}

/**
 * Takes over what an earlier round left of a task of the flow's own list; else what it left is forgotten.
 * @returns whether the task is over with that
 */
export function takenOver(work: Work, task: Task): boolean {
  const { round, finished, comparing } = work.state
  if (round === 1) return false
  const before = finished?.[task.id]
  const same = task.rerun === 'NEVER' || (comparing?.taskId === task.id && comparing.same === true)
  work.set({ comparing: undefined })
  if (before && same) {
    const { id: taskRunId, state } = before
    work.facts.push({ kind: 'task-run-kept', at: work.at, taskRunId, round })
    childEnded(work, undefined, { taskId: task.id, state, halts: false })
    return true
  }
  forget(work, new Set([...allTasks({ tasks: [task], errors: [], finally: [] })].map(({ id }) => id)))
  if (before) {
    const { [task.id]: _, ...others } = finished ?? {}
    work.set({ finished: others })
  }
  return false
}
