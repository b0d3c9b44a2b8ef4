import type { Flow, Task } from '../flow.ts'
import type { Context } from './context.ts'
import type { Path } from './tree.ts'

/** A flow that calls itself whatever happens never ends: a call needs a `runIf`, or a choice around it. */
export function checkCalls(context: Context, flow: Pick<Flow, 'id' | 'namespace' | 'tasks'>): void {
  visit(flow.tasks, ['tasks'])

  function visit(tasks: readonly Task[], path: Path): void {
    for (const [index, task] of tasks.entries()) {
      if (task.runIf !== undefined || task.disabled) continue
      const lists = Object.entries(task.branches)
      const spec = context.vocabulary.tasks.get(task.type)
      const called = spec?.calls?.(task.properties)
      if (!called && lists.length !== 1) continue
      const at = [...path, index, ...(task.dependsOn ? ['task'] : [])]
      if (called?.flowId === flow.id && (called.namespace ?? flow.namespace) === flow.namespace) {
        const message = `Invalid Flow: Recursive call to flow [${flow.namespace}.${flow.id}]; give it a \`runIf\`, or put it into a choice`
        context.report.add('cycle', message, { path: at, offset: context.taskIds.get(task.id) ?? 0 })
      }
      if (lists.length === 1) for (const [name, list] of lists) visit(list, [...at, ...name.split('.')])
    }
  }
}
