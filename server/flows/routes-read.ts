import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { flowDependencies, namespaceDependencies } from './dependencies.ts'
import { oldNames } from './deprecated.ts'
import { getFlow } from './get-flow.ts'
import { getTask } from './get-task.ts'
import { executionGraph, flowGraph } from './graph.ts'
import { kestraFlow } from './kestra-view.ts'
import { listFlows } from './list-flows.ts'
import { revisionViews } from './list-revisions.ts'
import { distinctNamespaces } from './namespaces.ts'
import { flag, flow, graph, inNamespace, key, revision, texts } from './route-parts.ts'
import { searchFlowViews } from './search-views.ts'
import { searchOf, searchQuery } from './search-query.ts'
import { searchSource } from './search-source.ts'

const tag = 'Flows'
const permission = 'flow:read'
const page = z.coerce.number().int().min(1).max(100_000).default(1)
const size = z.coerce.number().int().min(1).max(200).default(10)

const topology = z.object({
  nodes: z.array(z.object({ uid: z.string(), namespace: z.string(), id: z.string() })),
  edges: z.array(z.object({ source: z.string(), target: z.string(), relation: z.string() })),
})

const single = [
  route({
    method: 'GET',
    path: '/flows/{namespace}/{id}',
    tag,
    summary: 'Get a flow',
    permission,
    params: key,
    query: z.object({ source: flag(), revision: revision.optional(), allowDeleted: flag() }),
    answer: flow,
    handle: async ({ actor, params, query }) => kestraFlow(await getFlow(actor, params, query), query),
  }),
  route({
    method: 'GET',
    path: '/flows/{namespace}/{id}/revisions',
    tag,
    summary: 'List the revisions of a flow, the newest first; the 500 newest at most',
    permission,
    params: key,
    query: z.object({ allowDelete: flag() }),
    answer: z.array(flow.extend({ createdAt: z.string(), createdBy: z.string().optional() })),
    handle: ({ actor, params }) => revisionViews(actor, params),
  }),
  route({
    method: 'GET',
    path: '/flows/{namespace}/{id}/tasks/{taskId}',
    tag,
    summary: 'Get a task of a flow, as it is written',
    permission,
    params: key.extend({ taskId: z.string().min(1).max(150) }),
    query: z.object({ revision: revision.optional() }),
    answer: z.looseObject({ id: z.string(), type: z.string() }),
    handle: ({ actor, params, query }) => getTask(actor, params, query.revision),
  }),
  route({
    method: 'GET',
    path: '/flows/{namespace}/{id}/graph',
    tag,
    summary: 'Get the graph of a flow; `subflows` are the uids of calls to unfold',
    permission,
    params: key,
    query: z.object({ revision: revision.optional(), subflows: texts }),
    answer: graph,
    handle: ({ actor, params, query }) => flowGraph(actor, params, query),
  }),
  route({
    method: 'GET',
    path: '/flows/{namespace}/{id}/dependencies',
    tag,
    summary: 'Get the flows that a flow starts and that start it',
    permission,
    params: key,
    query: z.object({ destinationOnly: flag(), expandAll: flag() }),
    answer: topology,
    handle: ({ actor, params, query }) => flowDependencies(actor, params, query),
  }),
  route({
    method: 'GET',
    path: '/namespaces/{namespace}/dependencies',
    tag,
    summary: 'Get which flows of a namespace start each other and others',
    permission,
    params: inNamespace,
    query: z.object({ destinationOnly: flag() }),
    answer: topology,
    handle: ({ actor, params, query }) => namespaceDependencies(actor, params.namespace, query),
  }),
  route({
    method: 'GET',
    path: '/dependencies',
    tag,
    summary: 'Get which flows start each other; the first 500 flows',
    permission,
    query: z.object({ destinationOnly: flag() }),
    answer: topology,
    handle: ({ actor, query }) => namespaceDependencies(actor, undefined, query),
  }),
  route({
    method: 'GET',
    path: '/executions/{id}/graph',
    tag: 'Executions',
    summary: 'Get the graph of an execution: what ran has its task run, loops are unrolled',
    permission: 'execution:read',
    params: z.object({ id: z.string().min(1).max(64) }),
    query: z.object({ subflows: texts }),
    answer: graph,
    handle: ({ actor, params, query }) => executionGraph(actor, params.id, query.subflows),
  }),
] satisfies Route[]

const lists = [
  route({
    method: 'GET',
    path: '/flows/search',
    tag,
    summary: 'Search flows, with their app, newest run and runs of the last 30 days by state',
    permission,
    query: searchQuery,
    answer: z.object({ results: z.array(z.looseObject({})), total: z.int() }),
    handle: ({ actor, query }) => searchFlowViews(actor, searchOf(query)),
  }),
  route({
    method: 'GET',
    path: '/flows/{namespace}',
    tag,
    summary: 'List all flows of a namespace',
    permission,
    params: inNamespace,
    answer: z.array(flow),
    handle: async ({ actor, params }) =>
      (await listFlows(actor, params.namespace)).map((found) => kestraFlow(found)),
  }),
  route({
    method: 'GET',
    path: '/flows/source',
    tag,
    summary: 'Search in the sources of flows; what was found is between `[mark]` and `[/mark]`',
    permission,
    query: z.object({
      q: z.string().max(500).optional(),
      namespace: z.string().max(150).optional(),
      page,
      size,
      sort: z.enum(['id:asc', 'namespace:asc']).optional().describe('By namespace and id always'),
    }),
    answer: z.object({
      results: z.array(
        z.object({ namespace: z.string(), id: z.string(), model: flow, fragments: z.array(z.string()) }),
      ),
      total: z.int(),
    }),
    handle: ({ actor, query }) => searchSource(actor, query),
  }),
  route({
    method: 'GET',
    path: '/flows/distinct-namespaces',
    tag,
    summary: 'List the namespaces that have flows',
    permission,
    query: z.object({ q: z.string().max(150).optional() }),
    answer: z.array(z.string()),
    handle: ({ actor, query }) => distinctNamespaces(actor, query.q),
  }),
  route({
    method: 'GET',
    path: '/flows/deprecated',
    tag,
    summary: 'List the flows whose tasks or triggers are called by older names',
    permission,
    query: z.object({ namespace: z.string().max(150).optional() }),
    answer: z.array(
      z.object({
        namespace: z.string(),
        flowId: z.string(),
        revision: z.int(),
        deprecatedTasks: z.array(
          z.object({ taskId: z.string(), taskType: z.string(), replacement: z.string().optional() }),
        ),
      }),
    ),
    handle: ({ actor, query }) => oldNames(actor, query.namespace),
  }),
] satisfies Route[]

/** What is read of flows. */
export const readRoutes: Route[] = [...single, ...lists]
