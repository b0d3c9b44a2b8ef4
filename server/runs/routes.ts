import { route, type Call, type Route } from '#server/api/route.ts'
import { demand } from '#server/people/can.ts'
import type { z } from 'zod'
import { deleteExecution } from './delete-execution.ts'
import { readFilters } from './filters.ts'
import { getExecution } from './get-execution.ts'
import { downloadLogs, getLogs } from './get-logs.ts'
import { killExecution } from './kill-execution.ts'
import { parseLabels } from './labels.ts'
import { readStartBody } from './read-multipart.ts'
import {
  executionSchema,
  flowListQuery,
  flowParams,
  idParams,
  listQuery,
  logQuery,
  logSchema,
  pageSchema,
  startQuery,
} from './schemas.ts'
import { searchExecutions } from './search-executions.ts'
import { startExecution } from './start-execution.ts'
import { takeFile } from './take-file.ts'
import { waitForExecution } from './wait-for-execution.ts'

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

function killRoute(path: string) {
  return route({
    method: 'DELETE',
    path,
    tag,
    summary: 'Ends an execution and all that it runs',
    permission: 'execution:kill',
    params: idParams,
    handle: ({ actor, params }) => killExecution(actor, params.id),
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
  handle: ({ actor, query, request }) => {
    const { page, size, sort, after } = query
    const filters = readFilters(new URL(request.url).searchParams)
    return searchExecutions(actor, { page, size, sort, after, filters })
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
  handle: ({ actor, query: { namespace, flowId, page, size } }) => {
    const equal = (field: string, value: string) => ({ field, op: 'EQUALS', values: [value] })
    return searchExecutions(actor, {
      page,
      size,
      filters: [equal('namespace', namespace), equal('flowId', flowId)],
    })
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

const remove = route({
  method: 'DELETE',
  path: '/executions/{id}',
  tag,
  summary: 'Removes an ended execution with its logs',
  permission: 'execution:delete',
  params: idParams,
  handle: ({ actor, params }) => deleteExecution(actor, params.id),
})

const logs = route({
  method: 'GET',
  path: '/logs/{id}',
  tag: 'Logs',
  summary: 'Lines of the log of an execution',
  permission: 'log:read',
  params: idParams,
  query: logQuery,
  answer: logSchema,
  handle: ({ actor, params, query }) => getLogs(actor, params.id, query),
})

const logFile = route({
  method: 'GET',
  path: '/logs/{id}/download',
  tag: 'Logs',
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

/** Rows of the router table about executions and their logs. */
export const routes: Route[] = [
  startRoute('/executions/{namespace}/{flowId}'),
  startRoute('/executions/trigger/{namespace}/{flowId}'),
  search,
  ofFlow,
  one,
  killRoute('/executions/{id}/actions/kill'),
  killRoute('/executions/{id}/kill'),
  remove,
  logs,
  logFile,
]
