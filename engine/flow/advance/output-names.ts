import { allTasks } from '../find-task.ts'
import { iterationId } from './task-run-id.ts'
import type { Program } from './types.ts'

interface Run {
  id: string
  taskId: string
  parentId?: string
  value?: string
  iteration?: number
}

export interface OutputNames {
  /** Outermost first. */
  values: string[]
  /** Id of the iteration that they belong to, where it has outputs of its own. */
  iteration?: string
}

/** By which values the outputs of recorded task runs are named, and where they are seen. */
export function outputNames(program: Program, runs: readonly Run[]): (run: Run) => OutputNames {
  const byId = new Map(runs.map((run) => [run.id, run]))
  const types = new Map(Array.from(allTasks(program.flow), ({ id, type }) => [id, type]))
  return (run) => {
    const values: string[] = []
    for (let at: Run | undefined = run; at;) {
      const parent: Run | undefined = at.parentId === undefined ? undefined : byId.get(at.parentId)
      const loops = parent && program.controls[types.get(parent.taskId) ?? '']?.loops
      if (parent && at.value !== undefined && loops === 'item')
        return { values, iteration: iterationId(parent.id, at.iteration ?? 0) }
      if (at.value !== undefined && loops === 'value') values.unshift(at.value)
      at = parent
    }
    return { values }
  }
}
