import { z } from 'zod'
import { download } from '#server/api/csv.ts'
import { route, type Route } from '#server/api/route.ts'
import { exportAudit } from './export.ts'
import { diffAudit, findAudit, historyOf } from './find.ts'
import { listAudit } from './list.ts'
import {
  auditItem,
  conditionsOf,
  detailParams,
  diffAnswer,
  diffQuery,
  exportQuery,
  filtersOfFind,
  findBody,
  idParams,
  searchQuery,
} from './schemas.ts'
import { itemOf } from './view.ts'

const tag = 'Audit'
const permission = 'audit:read'

export const routes = [
  route({
    method: 'GET',
    path: '/auditlogs/search',
    tag,
    summary: 'What was done, by whom, newest first',
    permission,
    query: searchQuery,
    answer: z.object({ results: z.array(auditItem), total: z.int(), after: z.string().optional() }),
    handle: async ({ actor, query: { after, page, size }, request }) => {
      const found = await listAudit(actor, { after, page, size, conditions: conditionsOf(request) })
      return { ...found, results: found.results.map(itemOf) }
    },
  }),
  route({
    method: 'GET',
    path: '/auditlogs/export',
    tag,
    summary: 'What the filters name as CSV, or as a JSON list with `format=json`, newest first',
    permission,
    query: exportQuery,
    handle: ({ actor, query: { format }, request }) => {
      const type = format === 'csv' ? 'text/csv' : 'application/json'
      const conditions = conditionsOf(request, ['format'])
      const asked = new URL(request.url).searchParams.toString().slice(0, 1000)
      return download(`audit.${format}`, {
        type,
        pieces: exportAudit(actor, { format, conditions, asked }),
      })
    },
  }),
  route({
    method: 'POST',
    path: '/auditlogs/find',
    tag,
    summary: 'The newest entry about a thing; older clients read the entry itself, newer ones a list of it',
    permission,
    body: findBody,
    answer: auditItem.extend({ results: z.array(auditItem), total: z.literal(1) }),
    handle: async ({ actor, body }) => {
      const item = itemOf(await findAudit(actor, filtersOfFind(body)))
      return { ...item, results: [item], total: 1 }
    },
  }),
  route({
    method: 'GET',
    path: '/auditlogs/history/{detailId}',
    tag,
    summary: 'When a thing was changed and by whom, newest first; the newest 500',
    permission,
    params: detailParams,
    answer: z.array(z.object({ id: z.string(), username: z.string(), date: z.iso.datetime() })),
    handle: ({ actor, params }) => historyOf(actor, params.detailId),
  }),
  route({
    method: 'GET',
    path: '/auditlogs/{id}/diff',
    tag,
    summary: 'How a thing was before and after an entry, or after two of them',
    permission,
    params: idParams,
    query: diffQuery,
    answer: diffAnswer,
    handle: ({ actor, params, query }) => diffAudit(actor, params.id, query.previousId),
  }),
] as Route[]
