import type { Actor } from '#server/actor.ts'
import { csvLine } from '#server/api/csv.ts'
import { db } from '#server/db.ts'
import { filterOf, type SearchFlows } from './search-flows.ts'

const columns = ['id', 'namespace', 'revision', 'description', 'disabled', 'labels', 'updated']
const pieceSize = 1000

/**
 * The flows that a search finds as pieces of CSV, by namespace and id; the first line has the names of the columns.
 * @throws AppError `forbidden`, with the first piece
 */
export async function* exportFlowTable(actor: Actor, search: SearchFlows): AsyncGenerator<string, undefined> {
  const where = await filterOf(actor, search)
  let head = csvLine(columns)
  for (let skip = 0; ; skip += pieceSize) {
    const rows = await db.flow.findMany({
      where,
      orderBy: [{ namespace: 'asc' }, { id: 'asc' }],
      skip,
      take: pieceSize,
    })
    const lines = rows.map((row) => {
      const labels = Object.entries(row.labels as Record<string, string>).map((pair) => pair.join(':'))
      const { id, namespace, revision, description, disabled, updatedAt } = row
      const words = [id, namespace, revision, description ?? undefined, disabled, labels.join(' ')]
      return csvLine([...words, updatedAt.toISOString()])
    })
    yield head + lines.join('')
    head = ''
    if (rows.length < pieceSize) return
  }
}
