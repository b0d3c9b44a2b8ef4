import type { TaskRun } from '#generated/prisma/client.ts'
import { db, Prisma } from '#server/db.ts'
import type { Page } from '#server/requests/view.ts'
import { taskRunView } from './execution-view.ts'
import type { RunRow, TaskRunView } from './view.ts'

/** Of each execution of a list so many task runs are told, the first ones; a single execution tells all. */
const atMost = 100
/** Of all executions of a page: where it is long each tells fewer. */
const atMostInAll = 20_000

/** The executions of a page with their task runs, as clients of the list expect them; one query for all. */
export async function withTaskRuns(
  page: Page<RunRow>,
): Promise<Page<RunRow & { taskRunList: TaskRunView[] }>> {
  const ids = page.results.map(({ id }) => id)
  const each = Math.min(atMost, Math.floor(atMostInAll / Math.max(ids.length, 1)))
  const runs = await db.$queryRaw<TaskRun[]>(Prisma.sql`
    SELECT * FROM (
      SELECT t.*, row_number() OVER (PARTITION BY t."executionId" ORDER BY t.position) AS nth
      FROM "TaskRun" t WHERE t."executionId" = ANY(${ids})) AS numbered
    WHERE nth <= ${each} ORDER BY position`)
  const byExecution = new Map<string, TaskRun[]>(ids.map((id) => [id, []]))
  for (const run of runs) byExecution.get(run.executionId)?.push(run)
  const now = Date.now()
  const results = page.results.map((row) => ({
    ...row,
    taskRunList: (byExecution.get(row.id) ?? []).map((run) => taskRunView(run, row, now)),
  }))
  return { ...page, results }
}
