import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import type { Page } from '#server/requests/view.ts'
import { flowOf } from './compiled.ts'
import { kestraFlow } from './kestra-view.ts'
import { searchFlows, type SearchFlows } from './search-flows.ts'

/** A page of flows in Kestra's shape, with what our list shows besides. */
export async function searchFlowViews(actor: Actor, search: SearchFlows): Promise<Page<object>> {
  const { results, total } = await searchFlows(actor, search)
  if (results.length === 0) return { results: [], total }
  const revisions = await db.flowRevision.findMany({
    where: {
      OR: results.map(({ namespace, id, revision }) => ({ namespace, flowId: id, revision })),
    },
  })
  const byName = new Map(revisions.map((row) => [`${row.namespace}/${row.flowId}`, row]))
  return {
    total,
    results: results.map((row) => {
      const found = byName.get(`${row.namespace}/${row.id}`)
      if (!found) return row
      const { source, createdAt: updatedAt } = found
      const shown = {
        flow: flowOf(found.compiled),
        source,
        disabled: row.disabled,
        deleted: false,
        updatedAt,
      }
      return { ...kestraFlow(shown), ...row }
    }),
  }
}
