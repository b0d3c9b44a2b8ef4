import type { DrawnRun } from './types.ts'

/** The task runs of an execution, to be asked for those of a task below a run of its parent. */
export class Runs {
  private readonly byId: ReadonlyMap<string, DrawnRun>
  private readonly byTask = new Map<string, DrawnRun[]>()
  private readonly byParent = new Map<string, DrawnRun[]>()

  constructor(runs: readonly DrawnRun[]) {
    this.byId = new Map(runs.map((run) => [run.id, run]))
    for (const run of runs) {
      push(this.byTask, run.taskId, run)
      push(this.byParent, `${run.parentTaskRunId ?? ''} ${run.taskId}`, run)
    }
  }

  /** One `undefined` for a task that has not run at all: it is drawn all the same. */
  of(taskId: string, parent: DrawnRun | undefined): (DrawnRun | undefined)[] {
    const all = this.byTask.get(taskId)
    if (!all) return [undefined]
    return parent ? (this.byParent.get(`${parent.id} ${taskId}`) ?? []) : all
  }

  /** Values of the loops around a run and its own, outermost first. */
  valuesOf(run: DrawnRun): string[] {
    const values: string[] = []
    for (let at: DrawnRun | undefined = run; at; at = this.byId.get(at.parentTaskRunId ?? '')) {
      if (at.value !== undefined) values.unshift(at.value)
    }
    return values
  }
}

function push(map: Map<string, DrawnRun[]>, key: string, run: DrawnRun): void {
  const list = map.get(key)
  if (list) list.push(run)
  else map.set(key, [run])
}
