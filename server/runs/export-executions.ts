import type { Execution } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import { csvLine } from '#server/api/csv.ts'
import type { Condition } from '#server/api/filters.ts'
import { db, Prisma } from '#server/db.ts'
import { labelList, runRow } from './execution-view.ts'
import { whereOf } from './search-executions.ts'

const columns = [
  'id',
  'namespace',
  'flowId',
  'flowRevision',
  'state',
  'startDate',
  'endDate',
  'duration',
  'labels',
  'parentId',
  'originalId',
  'triggerId',
  'scheduleDate',
  'error',
]
const pieceSize = 1000

/**
 * The executions that the actor sees and the filters name as pieces of CSV, the newest first; the first line has the names of
 * the columns. One piece is in memory at a time.
 * @throws AppError `forbidden`, `invalid`, with the first piece
 */
export async function* exportExecutions(
  actor: Actor,
  filters: readonly Condition[],
): AsyncGenerator<string, undefined> {
  const where = whereOf(actor, filters)
  let head = csvLine(columns)
  let last: Execution | undefined
  do {
    const beyond = last
      ? Prisma.sql`AND (e."createdAt", e.id) < (${last.createdAt}, ${last.id})`
      : Prisma.empty
    const rows = await db.$queryRaw<Execution[]>(Prisma.sql`
      SELECT e.* FROM "Execution" e LEFT JOIN "Request" r ON r.id = e."requestId"
      WHERE ${where} ${beyond} ORDER BY e."createdAt" DESC, e.id DESC LIMIT ${pieceSize}`)
    yield head + rows.map(lineOf).join('')
    head = ''
    last = rows.length === pieceSize ? rows.at(-1) : undefined
  } while (last)
  return
}

function lineOf(row: Execution): string {
  const { id, namespace, flowId, flowRevision, state, parentId, originalId, trigger, scheduleDate, error } =
    runRow(row, Date.now())
  const labels = labelList(row.labels).map(({ key, value }) => `${key}:${value}`)
  const triggerId = typeof trigger?.id === 'string' ? trigger.id : undefined
  const { current, startDate, endDate, duration } = state
  const place = [id, namespace, flowId, flowRevision, current, startDate, endDate, duration]
  return csvLine([...place, labels.join(' '), parentId, originalId, triggerId, scheduleDate, error])
}
