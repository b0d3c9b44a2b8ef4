import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import type { Actor } from '#server/actor.ts'
import { deleteFlow } from './delete-flow.ts'
import { getFlow } from './get-flow.ts'
import { kestraFlow } from './kestra-view.ts'
import { listFlows } from './list-flows.ts'
import { listRevisions } from './list-revisions.ts'
import { previewForm } from './preview-form.ts'
import { saveFlow, type SavedFlow } from './save-flow.ts'
import { searchFlows } from './search-flows.ts'
import { searchOf, searchQuery } from './search-query.ts'
import { documentsOf, namesIn, sourceOf } from './source.ts'
import { validateFlow } from './validate-flow.ts'
import type { Problem } from '#engine/flow/problem.ts'

const key = z.object({ namespace: z.string().min(1).max(150), id: z.string().min(1).max(150) })
const inNamespace = key.pick({ namespace: true })
const revision = z.coerce.number().int().min(1).max(2_147_483_647)
const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true')
const flow = z.looseObject({ id: z.string(), namespace: z.string(), revision: z.int() })
const page = z.object({ results: z.array(z.looseObject({})), total: z.int() })

const contentType = (request: Request) => request.headers.get('content-type')

function savedView({ flow: saved, source, updatedAt }: SavedFlow) {
  return kestraFlow({ flow: saved, source, disabled: saved.disabled, deleted: false, updatedAt })
}

const reading = [
  route({
    method: 'GET',
    path: '/flows/search',
    tag: 'Flows',
    summary: 'Search flows, with their app, newest run and runs of the last 30 days by state',
    permission: 'flow:read',
    query: searchQuery,
    answer: page,
    handle: ({ actor, query }) => searchFlows(actor, searchOf(query)),
  }),
  route({
    method: 'GET',
    path: '/flows/{namespace}',
    tag: 'Flows',
    summary: 'List all flows of a namespace',
    permission: 'flow:read',
    params: inNamespace,
    answer: z.array(flow),
    handle: async ({ actor, params }) => (await listFlows(actor, params.namespace)).map(kestraFlow),
  }),
  route({
    method: 'GET',
    path: '/flows/{namespace}/{id}',
    tag: 'Flows',
    summary: 'Get a flow',
    permission: 'flow:read',
    params: key,
    query: z.object({ source: flag, revision: revision.optional(), allowDeleted: flag }),
    answer: flow,
    handle: async ({ actor, params, query }) => {
      const found = await getFlow(actor, params, query)
      return kestraFlow({ ...found, source: query.source ? found.source : undefined })
    },
  }),
  route({
    method: 'GET',
    path: '/flows/{namespace}/{id}/revisions',
    tag: 'Flows',
    summary: 'List the revisions of a flow, the newest first',
    permission: 'flow:read',
    params: key,
    answer: z.array(z.object({ revision: z.int(), createdAt: z.string(), createdBy: z.string().optional() })),
    handle: ({ actor, params }) => listRevisions(actor, params),
  }),
] satisfies Route[]

const writing = [
  route({
    method: 'POST',
    path: '/flows',
    tag: 'Flows',
    summary: 'Create a flow from its source',
    permission: 'flow:write',
    body: z.string(),
    bodyKind: 'yaml',
    answer: flow,
    handle: async ({ actor, body, request }) =>
      savedView(await saveFlow(actor, sourceOf(body, contentType(request)), { mode: 'create' })),
  }),
  route({
    method: 'PUT',
    path: '/flows/{namespace}/{id}',
    tag: 'Flows',
    summary: 'Save a flow: a new revision where the source changed',
    permission: 'flow:write',
    params: key,
    query: z.object({ expectedRevision: z.coerce.number().int().min(0).optional() }),
    body: z.string(),
    bodyKind: 'yaml',
    answer: flow,
    handle: async ({ actor, params, query, body, request }) => {
      const { expectedRevision } = query
      const source = sourceOf(body, contentType(request))
      return savedView(await saveFlow(actor, source, { mode: 'update', target: params, expectedRevision }))
    },
  }),
  route({
    method: 'POST',
    path: '/flows/validate',
    tag: 'Flows',
    summary: 'Check sources without saving; several documents are divided by `---`',
    permission: 'flow:read',
    body: z.string(),
    bodyKind: 'yaml',
    answer: z.array(z.looseObject({ index: z.int(), constraints: z.string().optional() })),
    handle: async ({ actor, body, request }) =>
      documentsOf(sourceOf(body, contentType(request))).map((source, index) =>
        validated(actor, source, index),
      ),
  }),
  route({
    method: 'POST',
    path: '/flows/form',
    tag: 'Flows',
    summary: 'The form of a source as it is filled in; nothing is saved or started',
    permission: 'flow:read',
    body: z.strictObject({ source: z.string(), values: z.record(z.string().max(200), z.json()).default({}) }),
    answer: z.object({
      inputs: z.array(z.looseObject({ id: z.string(), type: z.string() })),
      states: z.array(z.looseObject({ id: z.string() })),
    }),
    handle: ({ actor, body }) => previewForm(actor, body.source, body.values),
  }),
  route({
    method: 'DELETE',
    path: '/flows/{namespace}/{id}',
    tag: 'Flows',
    summary: 'Delete a flow; its history stays',
    permission: 'flow:delete',
    params: key,
    handle: ({ actor, params }) => deleteFlow(actor, params),
  }),
] satisfies Route[]

/** Kestra's answer for one source, with our positions beside its one text. */
function validated(actor: Actor, source: string, index: number) {
  const { problems } = validateFlow(actor, source)
  const names = namesIn(source)
  return {
    index,
    namespace: names.namespace,
    flow: names.id,
    constraints: problems.length === 0 ? undefined : problems.map(constraint).join('\n'),
    outdated: false,
    deprecationPaths: [],
    warnings: [],
    infos: [],
    problems,
  }
}

function constraint({ path, message }: Problem): string {
  return path === '' ? message : `${path}: ${message}`
}

/** Flows, in Kestra's shapes. */
export const routes: Route[] = [...reading, ...writing]
