import { logLevels } from '#engine/flow/flow.ts'
import type { ExecutionView, LogView } from '#server/runs/view.ts'

/** Lines that one question asks for. */
export const logPageLines = 500

/** A piece of a log that the page came with. */
export interface LogsAtHand {
  /** The filters' query that it answers. */
  query: string
  /** Lines that fit. */
  total: number
  /** Number of the piece, from 0. */
  page: number
  lines: LogView[]
}

/** REST's query of the filters in the address: `level`, `task`, `q`. */
export function logQueryOf(params: { get(name: string): string | null }): URLSearchParams {
  const query = new URLSearchParams()
  const level = logLevels.find((name) => name === params.get('level'))
  if (level) query.set('minLevel', level)
  const task = params.get('task')
  if (task) query.set('taskId', task)
  const text = params.get('q')?.trim()
  if (text) query.set('q', text.slice(0, 200))
  return query
}

/** The innermost task run that failed. */
export function failedTask({ taskRunList }: Pick<ExecutionView, 'taskRunList'>) {
  const failed = taskRunList.filter((taskRun) => taskRun.state.current === 'FAILED')
  const parents = new Set(failed.map((taskRun) => taskRun.parentTaskRunId))
  return failed.find((taskRun) => !parents.has(taskRun.id))
}

/** Lines that are shown of a failure. */
export const failureLines = 8
