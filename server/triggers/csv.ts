import { csvLine } from '#server/api/csv.ts'
import type { Actor } from '#server/actor.ts'
import { searchTriggers, type SearchTriggers } from './search-triggers.ts'
import type { TriggerStateView } from './view.ts'

const columns = [
  'namespace',
  'flowId',
  'triggerId',
  'type',
  'disabled',
  'locked',
  'executionId',
  'lastTriggeredDate',
  'nextEvaluationDate',
  'error',
] as const satisfies (keyof TriggerStateView)[]

const pageSize = 200
const pagesAtMost = 50

/**
 * The triggers that a search finds, ten thousand at most, as pieces of CSV; the first line has the names.
 * @throws AppError `forbidden`, `invalid`, with the first piece
 */
export async function* exportTriggers(
  actor: Actor,
  search: SearchTriggers,
): AsyncGenerator<string, undefined> {
  for (let page = 1; page <= pagesAtMost; page++) {
    const { results } = await searchTriggers(actor, { ...search, page, size: pageSize })
    const lines = results.map(({ state }) => csvLine(columns.map((name) => state[name])))
    yield [...(page === 1 ? [csvLine(columns)] : []), ...lines].join('')
    if (results.length < pageSize) return
  }
  return
}
