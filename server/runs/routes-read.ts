import { z } from 'zod'
import { states } from '#engine/flow/flow.ts'
import { csvDownload } from '#server/api/csv.ts'
import { filtersOf } from '#server/api/filters.ts'
import { route, type Route } from '#server/api/route.ts'
import {
  executableFlow,
  executableFlows,
  executableNamespaces,
  flowOfExecution,
} from '#server/flows/executable.ts'
import { distinctValues } from './distinct-values.ts'
import { exportExecutions } from './export-executions.ts'
import { averageDuration, latestExecutions } from './latest-executions.ts'
import { flowParams, idParams } from './schemas.ts'

const tag = 'Executions'
const flowFace = z.looseObject({
  id: z.string(),
  namespace: z.string(),
  revision: z.int(),
  tasks: z.array(z.looseObject({ id: z.string(), type: z.string() })),
  triggers: z.array(z.object({ id: z.string(), type: z.string() })),
  disabled: z.boolean(),
  deleted: z.boolean(),
  draft: z.boolean(),
})
const distinctQuery = z.looseObject({
  field: z.string().min(1).max(100).describe('namespace, flowId, state …'),
  size: z.coerce.number().int().min(1).max(1000).default(100),
})
const flowFilters = z.array(z.object({ namespace: z.string().max(200), id: z.string().max(200) })).max(500)

/** What those ask who may start a flow, but not read it. */
const toStart = [
  route({
    method: 'GET',
    path: '/executions/namespaces',
    tag,
    summary: 'Namespaces with flows that one may start',
    permission: 'execution:create',
    answer: z.array(z.string()),
    handle: ({ actor }) => executableNamespaces(actor),
  }),
  route({
    method: 'GET',
    path: '/executions/namespaces/{namespace}/flows',
    tag,
    summary: 'Flows of a namespace that one may start: what they ask and are made of, not what they do',
    permission: 'execution:create',
    params: flowParams.pick({ namespace: true }),
    answer: z.array(flowFace),
    handle: ({ actor, params }) => executableFlows(actor, params.namespace),
  }),
  route({
    method: 'GET',
    path: '/executions/flows/{namespace}/{flowId}',
    tag,
    summary: 'A flow as those see it who only start it',
    permission: 'execution:create',
    params: flowParams,
    query: z.strictObject({ revision: z.coerce.number().int().min(1).max(2_147_483_647).optional() }),
    answer: flowFace,
    handle: ({ actor, params: { namespace, flowId }, query }) =>
      executableFlow(actor, { namespace, id: flowId }, query),
  }),
] as Route[]

const ofExecutions = [
  route({
    method: 'GET',
    path: '/executions/{id}/flow',
    tag,
    summary: 'The flow of an execution in the revision that it plays',
    permission: 'execution:read',
    params: idParams,
    answer: flowFace,
    handle: ({ actor, params }) => flowOfExecution(actor, params.id),
  }),
  route({
    method: 'GET',
    path: '/executions/namespaces/{namespace}/flows/{flowId}/average-duration',
    tag,
    summary: 'How long the newest executions of a flow that succeeded took on average',
    permission: 'execution:read',
    params: flowParams,
    answer: z.object({ avgDurationMs: z.int().optional(), count: z.int() }),
    handle: ({ actor, params: { namespace, flowId } }) => averageDuration(actor, { namespace, id: flowId }),
  }),
  route({
    method: 'POST',
    path: '/executions/latest',
    tag,
    summary: 'The newest execution of each of these flows',
    permission: 'execution:read',
    body: flowFilters,
    answer: z.array(
      z.object({
        id: z.string(),
        namespace: z.string(),
        flowId: z.string(),
        startDate: z.string(),
        status: z.enum(states),
      }),
    ),
    handle: ({ actor, body }) => latestExecutions(actor, body),
  }),
  route({
    method: 'GET',
    path: '/executions/distinct-field-values',
    tag,
    summary: 'Values that a field has in the newest executions that the filters name',
    permission: 'execution:read',
    query: distinctQuery,
    answer: z.array(z.string()),
    handle: ({ actor, query: { field, size }, request }) =>
      distinctValues(actor, { field, size, filters: filtersOf(request, ['field']) }),
  }),
  route({
    method: 'GET',
    path: '/executions/export/by-query/csv',
    tag,
    summary: 'The executions that the filters name as CSV, the newest first',
    permission: 'execution:read',
    query: z.looseObject({}),
    handle: ({ actor, request }) =>
      csvDownload('executions.csv', exportExecutions(actor, filtersOf(request, []))),
  }),
] as Route[]

/** What is read beside an execution itself. */
export const readRoutes: Route[] = [...toStart, ...ofExecutions]
