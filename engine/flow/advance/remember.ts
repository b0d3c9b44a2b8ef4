import type { JsonObject } from '../flow.ts'
import type { RunState } from './types.ts'
import type { Work } from './work.ts'

type Kind = 'outputs' | 'tasks'

const empty = { outputs: {}, tasks: {} }

/** Recent entries are copied at each event, all of them only once for so many: a long flow costs no more an event than a short one. */
const maxRecent = 128

/** Notes outputs or states, by task id, for the tasks after them. */
export function remember(work: Work, kind: Kind, entries: JsonObject): void {
  const { context } = work.state
  const recent = context.recent ?? empty
  const next = { ...recent, [kind]: { ...recent[kind], ...entries } }
  const many = Object.keys(next.outputs).length + Object.keys(next.tasks).length > maxRecent
  if (!many) return work.setContext({ recent: next })
  work.setContext({
    outputs: { ...context.outputs, ...next.outputs },
    tasks: { ...context.tasks, ...next.tasks },
    recent: empty,
  })
}

/** The newest entry of that task alone, as a map of one; empty where there is none. */
export function entryOf(context: RunState['context'], kind: Kind, taskId: string): JsonObject {
  for (const map of [context.recent?.[kind], context[kind]]) {
    const value = map && Object.hasOwn(map, taskId) ? map[taskId] : undefined
    if (value !== undefined) return { [taskId]: value }
  }
  return {}
}

/** All entries, the newest of each task. */
export function entriesOf(context: RunState['context'], kind: Kind): JsonObject {
  return { ...context[kind], ...context.recent?.[kind] }
}
