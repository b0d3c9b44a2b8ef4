import { allTasks } from '../find-task.ts'
import type { Flow, Task } from '../flow.ts'
import { sendBackOf } from '../rounds.ts'
import type { Context } from './context.ts'
import { descend, type Mapping, type Path } from './tree.ts'

type Lists = Pick<Flow, 'tasks' | 'errors' | 'finally' | 'afterExecution'>

/** Where a task stands: one of the flow's own list, below one of these, or in a list that is played at an end. */
type Depth = 'own' | 'inside' | 'ending'

interface Place {
  path: Path
  index: number
  depth: Depth
}

/**
 * What a next round may begin with is the form, or a task of the flow's own list before the approval: only of these it is kept
 * how they ended.
 */
export function checkRounds(context: Context, root: Mapping, flow: Lists): void {
  const checking = new Checking(context, root, flow)
  checking.visit(flow.tasks, ['tasks'], 'own')
  checking.visit(flow.errors, ['errors'], 'ending')
  checking.visit(flow.finally, ['finally'], 'ending')
  checking.visit(flow.afterExecution ?? [], ['afterExecution'], 'ending')
}

class Checking {
  private readonly ids: string[]
  private readonly sendsBack: boolean

  constructor(
    private readonly context: Context,
    private readonly root: Mapping,
    flow: Lists,
  ) {
    this.ids = flow.tasks.map(({ id }) => id)
    this.sendsBack = [...allTasks(flow)].some((task) => sendBackOf(task.properties) !== undefined)
  }

  visit(tasks: readonly Task[], path: Path, depth: Depth): void {
    const inside = depth === 'ending' ? 'ending' : 'inside'
    for (const [index, task] of tasks.entries()) {
      const at = [...path, index, ...(task.dependsOn ? ['task'] : [])]
      this.checkTarget(task, { path: [...at, 'decisions', 'sendBack'], index, depth })
      this.checkRerun(task, { path: [...at, 'rerun'], index, depth })
      for (const [name, list] of Object.entries(task.branches))
        this.visit(list, [...at, ...name.split('.')], inside)
      this.visit(task.errors, [...at, 'errors'], 'ending')
      this.visit(task.finally, [...at, 'finally'], 'ending')
    }
  }

  private checkTarget(task: Task, { path, index, depth }: Place): void {
    const to = sendBackOf(task.properties)?.to
    if (to === undefined) return
    const place = [...path, 'to']
    if (depth === 'ending')
      return this.add(
        '`sendBack` belongs to an approval among `tasks`: from `errors`, `finally` and `afterExecution` no next round begins',
        path,
      )
    if (to === 'form') return
    if (depth === 'inside')
      return this.add(
        "`to` can only be `form` here: a next round begins with the form, or with a task of the flow's own list",
        place,
      )
    const target = this.ids.indexOf(to)
    if (target < 0) {
      const hint = this.context.report.hint(to, [...this.ids, 'form'])
      const message = `\`to\` names \`${to}\`, which is no task of the flow's own list${hint}`
      return this.add(message, place, 'unknown-task')
    }
    if (target >= index) this.add(`\`to\` names \`${to}\`, which does not come before \`${task.id}\``, place)
  }

  private checkRerun(task: Task, { path, depth }: Place): void {
    if (task.rerun === undefined) return
    const own = this.context.vocabulary.tasks.get(task.type)?.ownRounds === true
    if (depth === 'ending' || (depth === 'inside' && !own))
      return this.add(
        "`rerun` belongs to the tasks of the flow's own list, and to approvals inside of them",
        path,
      )
    if (this.sendsBack) return
    const message = '`rerun` has no effect: no approval of this flow can send it back'
    this.context.report.note({ kind: 'warning', message }, { path, offset: this.offsetOf(path) })
  }

  private add(message: string, path: Path, code = 'invalid-value'): void {
    this.context.report.add(code, message, { path, offset: this.offsetOf(path) })
  }

  private offsetOf(path: Path): number {
    return descend(this.root, path).offset
  }
}
