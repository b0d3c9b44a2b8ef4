import { filtersOf } from '#server/api/filters.ts'
import { route, type Call, type Route } from '#server/api/route.ts'
import { demand } from '#server/people/can.ts'
import type { z } from 'zod'
import { deleteExecution } from './delete-execution.ts'
import { followExecution } from './follow-execution.ts'
import { followRelated } from './follow-related.ts'
import { getExecution } from './get-execution.ts'
import { parseLabels } from './labels.ts'
import { executionIdForm } from './new-id.ts'
import { readStartBody } from './read-multipart.ts'
import { formRoutes } from './routes-forms.ts'
import { lifeRoutes } from './routes-life.ts'
import { queueRoutes } from './routes-queue.ts'
import { manyRoutes } from './routes-many.ts'
import { readRoutes } from './routes-read.ts'
import {
  deleteQuery,
  executionSchema,
  flowListQuery,
  followDependenciesQuery,
  flowParams,
  idParams,
  listQuery,
  pageSchema,
  startQuery,
} from './schemas.ts'
import { searchExecutions } from './search-executions.ts'
import { startExecution } from './start-execution.ts'
import { takeFile } from './take-file.ts'
import { waitForExecution } from './wait-for-execution.ts'
import { withTaskRuns } from './with-task-runs.ts'

const tag = 'Executions'

type StartRouteCall = Call<z.infer<typeof flowParams>, z.infer<typeof startQuery>, unknown>

async function start({ actor, params, query, request }: StartRouteCall) {
  // before the body is read: files are stored as they come
  demand(actor, 'execution:create', { namespace: params.namespace })
  const inputs = await readStartBody(request, (name, content) => takeFile(actor, name, content))
  const { executionId } = await startExecution(actor, {
    ...params,
    inputs,
    revision: query.revision,
    scheduleDate: query.scheduleDate,
    labels: parseLabels(query.labels ?? []),
    idempotencyKey: request.headers.get('idempotency-key') ?? undefined,
  })
  if (query.wait) await waitForExecution(executionId, request.signal)
  return getExecution(actor, executionId)
}

function startRoute(path: string) {
  return route({
    method: 'POST',
    path,
    tag,
    summary: 'Starts an execution; one part of the body is one input',
    permission: 'execution:create',
    params: flowParams,
    query: startQuery,
    bodyKind: 'multipart',
    answer: executionSchema,
    handle: start,
  })
}

const search = route({
  method: 'GET',
  path: '/executions/search',
  tag,
  summary: 'Executions by filters, the newest first',
  permission: 'execution:read',
  query: listQuery,
  answer: pageSchema,
  handle: async ({ actor, query, request }) => {
    const { page, size, sort, after, taskRuns } = query
    const filters = filtersOf(request)
    const found = await searchExecutions(actor, { page, size, sort, after, filters })
    return taskRuns ? withTaskRuns(found) : found
  },
})

const ofFlow = route({
  method: 'GET',
  path: '/executions',
  tag,
  summary: 'Executions of one flow',
  permission: 'execution:read',
  query: flowListQuery,
  answer: pageSchema,
  handle: async ({ actor, query: { namespace, flowId, page, size } }) => {
    const equal = (field: string, value: string) => ({ field, op: 'EQUALS', values: [value] })
    const filters = [equal('namespace', namespace), equal('flowId', flowId)]
    return withTaskRuns(await searchExecutions(actor, { page, size, filters }))
  },
})

const one = route({
  method: 'GET',
  path: '/executions/{id}',
  tag,
  summary: 'An execution with its task runs',
  permission: 'execution:read',
  params: idParams,
  answer: executionSchema,
  handle: ({ actor, params }) => getExecution(actor, params.id),
})

const follow = route({
  method: 'GET',
  path: '/executions/{id}/follow',
  tag,
  summary: 'An execution as server-sent events, until it has ended',
  permission: 'execution:read',
  params: idParams,
  handle: ({ actor, params, request }) => followExecution(actor, params.id, request.signal),
})

const followDependencies = route({
  method: 'GET',
  path: '/executions/{id}/follow-dependencies',
  tag,
  summary:
    'States of the executions that it started or that started it as server-sent events, until all have ended',
  permission: 'execution:read',
  params: idParams,
  query: followDependenciesQuery,
  handle: ({ actor, params, query, request }) =>
    followRelated(actor, params.id, {
      below: query.destinationOnly,
      deep: query.expandAll,
      signal: request.signal,
    }),
})

const remove = route({
  method: 'DELETE',
  path: '/executions/{id}',
  tag,
  summary: 'Removes an ended execution with its logs',
  permission: 'execution:delete',
  params: idParams,
  query: deleteQuery,
  handle: ({ actor, params, query }) => deleteExecution(actor, params.id, query),
})

/**
 * `/executions/{id}/pause` reads as a start of the flow `pause` too: where a verb stands in a flow's place, it is meant only
 * behind the id of an execution.
 */
function behindAnId(row: Route): Route {
  const clashes = row.method === 'POST' && /^\/executions\/\{id\}\/[\w-]+$/.test(row.path)
  return clashes ? { ...row, forms: { id: executionIdForm } } : row
}

/** Rows of the router table about executions. */
export const routes: Route[] = [
  startRoute('/executions/{namespace}/{flowId}'),
  startRoute('/executions/trigger/{namespace}/{flowId}'),
  search,
  ofFlow,
  one,
  follow,
  followDependencies,
  remove,
  ...readRoutes,
  ...[...lifeRoutes, ...queueRoutes].map(behindAnId),
  ...formRoutes,
  ...manyRoutes,
]
