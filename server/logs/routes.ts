import { z } from 'zod'
import { readFilters } from '#server/api/filters.ts'
import { route, type Route } from '#server/api/route.ts'
import { flowParams, idParams, logQuery, logSchema } from '#server/runs/schemas.ts'
import { deleteFlowLogs, deleteLogs } from './delete-logs.ts'
import { followLogs } from './follow-logs.ts'
import { countLogs, downloadLogs, getLogs } from './get-logs.ts'
import { searchLogs } from './search-logs.ts'

const tag = 'Logs'
const page = {
  skip: z.coerce.number().int().min(0).max(1_000_000).optional(),
  take: z.coerce.number().int().min(1).max(10_000).optional(),
}

const search = route({
  method: 'GET',
  path: '/logs/search',
  tag,
  summary: 'Lines of all logs by filters, the newest first',
  permission: 'log:read',
  query: z.looseObject({
    page: z.coerce.number().int().min(1).max(10_000).default(1),
    size: z.coerce.number().int().min(1).max(1_000).default(25),
    sort: z.enum(['timestamp:asc', 'timestamp:desc']).optional(),
    after: z.undefined('logs are turned by `page`').optional(),
  }),
  answer: z.object({ results: logSchema, total: z.number(), type: z.literal('OFFSET') }),
  handle: async ({ actor, query: { page: at, size, sort }, request }) => {
    const found = await searchLogs(actor, { page: at, size, sort, filters: filtersOf(request) })
    return { ...found, type: 'OFFSET' }
  },
})

/** `minLevel` is the older spelling of a filter of the level. */
function filtersOf(request: Request) {
  const query = new URL(request.url).searchParams
  const level = query.get('minLevel')
  query.delete('minLevel')
  const filters = readFilters(query)
  return level === null ? filters : [...filters, { field: 'level', op: 'EQUALS', values: [level] }]
}

const lines = route({
  method: 'GET',
  path: '/logs/{id}',
  tag,
  summary: 'Lines of the log of an execution, the oldest first, 10,000 at most',
  permission: 'log:read',
  params: idParams,
  query: logQuery.extend(page).extend({
    tail: z.coerce.number().int().min(1).max(1_000).optional().describe('Only the last lines'),
  }),
  answer: logSchema,
  handle: ({ actor, params, query }) => getLogs(actor, params.id, query),
})

const count = route({
  method: 'GET',
  path: '/logs/{id}/count',
  tag,
  summary: 'How many lines the log of an execution has',
  permission: 'log:read',
  params: idParams,
  query: logQuery,
  answer: z.object({ total: z.number() }),
  handle: ({ actor, params, query }) => countLogs(actor, params.id, query),
})

const file = route({
  method: 'GET',
  path: '/logs/{id}/download',
  tag,
  summary: 'The log of an execution as text',
  permission: 'log:read',
  params: idParams,
  query: logQuery,
  handle: async ({ actor, params, query }) => {
    const text = await downloadLogs(actor, params.id, query)
    const headers = {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="${params.id.replace(/[^\w-]/g, '')}.log"`,
    }
    return new Response(text, { headers })
  },
})

const follow = route({
  method: 'GET',
  path: '/logs/{id}/follow',
  tag,
  summary: 'The log of an execution as an event stream, until it has ended',
  permission: 'log:read',
  params: idParams,
  query: logQuery,
  handle: ({ actor, params, query, request }) =>
    followLogs(actor, params.id, { filter: query, signal: request.signal }),
})

const remove = route({
  method: 'DELETE',
  path: '/logs/{id}',
  tag,
  summary: 'Removes lines of the log of an execution',
  permission: 'log:delete',
  params: idParams,
  query: logQuery,
  handle: ({ actor, params, query }) => deleteLogs(actor, params.id, query),
})

const removeOfFlow = route({
  method: 'DELETE',
  path: '/logs/{namespace}/{flowId}',
  tag,
  summary: 'Removes the logs of all executions of a flow',
  permission: 'log:delete',
  params: flowParams,
  query: z.strictObject({ triggerId: z.string().min(1).max(200).optional() }),
  handle: ({ actor, params, query }) => deleteFlowLogs(actor, { ...params, ...query }),
})

/** Rows of the router table about logs. */
export const routes: Route[] = [search, lines, count, file, follow, remove, removeOfFlow]
