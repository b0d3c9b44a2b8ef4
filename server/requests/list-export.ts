import type { Actor } from '#server/actor.ts'
import { csvLine } from '#server/api/csv.ts'
import { auditRead } from '#server/audit/sensitive.ts'
import { pageOf, whereOf, type RequestFilter } from './list-requests.ts'
import type { RequestOrder } from './list-order.ts'
import type { ListedRequest } from './view.ts'

const columns = [
  'number',
  'title',
  'app',
  'requester',
  'outcome',
  'stage',
  'stageNumber',
  'stages',
  'waitingFor',
  'createdAt',
  'updatedAt',
  'closedAt',
]
const pieceSize = 100
/** Rows of one file: a spreadsheet takes no more than some hundred thousands. */
const mostRows = 50_000

/**
 * What the filters name as pieces of CSV; one piece is in memory at a time. Everybody's requests leave in plain sight of the audit.
 * @throws AppError `forbidden` with the first piece
 */
export async function* exportRequests(
  actor: Actor,
  { order, ...filter }: RequestFilter & { order?: RequestOrder },
): AsyncGenerator<string, undefined> {
  const where = await whereOf(actor, filter)
  if (filter.everybody === true)
    await auditRead(actor, 'request:export', { subjectType: 'request', subjectId: 'export' })
  let head = csvLine(columns)
  let after: string | undefined
  for (let rows = 0; rows < mostRows; rows += pieceSize) {
    const page = await pageOf(actor, where, { order, after, size: pieceSize })
    yield head + page.results.map(lineOf).join('')
    head = ''
    after = page.after
    if (after === undefined) return
  }
  return
}

function lineOf(row: ListedRequest): string {
  const { stage, waitingFor, app, requester } = row
  const who = [...waitingFor.people.map(({ name }) => name), ...waitingFor.groups].join('; ')
  const where = stage ? [stage.title, stage.index + 1, stage.of] : [undefined, undefined, undefined]
  const what = [row.number, row.title, app?.displayName, requester?.name, row.outcome]
  return csvLine([...what, ...where, who, row.createdAt, row.updatedAt, row.closedAt])
}
