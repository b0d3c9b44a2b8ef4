import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { deleteFlow } from './delete-flow.ts'
import { deleteRevisions } from './delete-revisions.ts'
import { contentType, flag, flow, inNamespace, key, noDraft, numbers, savedView } from './route-parts.ts'
import { saveFlow } from './save-flow.ts'
import { saveMany } from './save-many.ts'
import { documentsOf, sourceOf } from './source.ts'

const tag = 'Flows'
const permission = 'flow:write'

/** Flows one at a time, and whole namespaces. */
export const writeRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/flows',
    tag,
    summary: 'Create a flow from its source',
    permission,
    query: z.object({ draft: noDraft }),
    body: z.string(),
    bodyKind: 'yaml',
    answer: flow,
    handle: async ({ actor, body, request }) =>
      savedView(await saveFlow(actor, sourceOf(body, contentType(request)), { mode: 'create' })),
  }),
  route({
    method: 'PUT',
    path: '/flows/{namespace}/{id}',
    tag,
    summary: 'Save a flow: a new revision where the source changed',
    permission,
    params: key,
    query: z.object({ expectedRevision: z.coerce.number().int().min(0).optional(), draft: noDraft }),
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
    path: '/flows/{namespace}',
    tag,
    summary: 'Save the flows of a namespace from one text, divided by `---`; the others of it are deleted',
    permission,
    params: inNamespace,
    query: z.object({ delete: flag(true), override: flag() }),
    body: z.string(),
    bodyKind: 'yaml',
    answer: z.array(flow),
    handle: async ({ actor, params, query, body }) => {
      const options = { ...params, deleteOthers: query.delete, override: query.override }
      return (await saveMany(actor, documentsOf(body), options)).map(savedView)
    },
  }),
  route({
    method: 'POST',
    path: '/flows/bulk',
    tag,
    summary:
      'Save several flows from one text, divided by `---`; with a namespace the others of it are deleted',
    permission,
    query: z.object({
      delete: flag(true),
      namespace: z.string().min(1).max(150).optional(),
      allowNamespaceChild: flag(),
    }),
    body: z.string(),
    bodyKind: 'yaml',
    answer: z.array(flow),
    handle: async ({ actor, query, body }) => {
      const { namespace, allowNamespaceChild: withChildren } = query
      const options = { namespace, withChildren, deleteOthers: query.delete }
      return (await saveMany(actor, documentsOf(body), options)).map(savedView)
    },
  }),
  route({
    method: 'DELETE',
    path: '/flows/{namespace}/{id}',
    tag,
    summary: 'Delete a flow; its history stays',
    permission: 'flow:delete',
    params: key,
    handle: ({ actor, params }) => deleteFlow(actor, params),
  }),
  route({
    method: 'DELETE',
    path: '/flows/{namespace}/{id}/revisions',
    tag,
    summary: 'Delete old revisions that no execution is of; all that are named, or none',
    permission: 'flow:delete',
    params: key,
    query: z.object({ revisions: numbers }),
    handle: async ({ actor, params, query }) => {
      await deleteRevisions(actor, params, query.revisions)
      return new Response(null, { status: 200 })
    },
  }),
] satisfies Route[] as Route[]
