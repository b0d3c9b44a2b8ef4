import { z } from 'zod'
import { filtersOf } from '#server/api/filters.ts'
import { route, type Route } from '#server/api/route.ts'
import { sourceOf } from '#server/flows/source.ts'
import { deleteApps, setAppsDisabled } from './change-apps.ts'
import { getApp } from './get-app.ts'
import { listAppRevisions } from './list-revisions.ts'
import { saveApp, type SavedApp } from './save-app.ts'
import * as schema from './schemas.ts'
import { searchApps, sortOf } from './search-apps.ts'
import { appSourceFor } from './source-for.ts'
import { removeThumbnail, saveThumbnail } from './thumbnail.ts'
import { exportApps, importApps } from './transfer.ts'
import { validateApps } from './validate-app.ts'

const tag = 'Apps'
const reads = 'flow:read'
const writes = 'app:write'
const expected = z.strictObject({ expectedRevision: z.coerce.number().int().min(0).optional() })

/** As Kestra answers a saved source, with what an editor needs besides. */
function savedView({ id, revision, app, notes, createdAt, updatedAt }: SavedApp, source: string) {
  return {
    ...app,
    uid: id,
    name: typeof app.displayName === 'string' ? app.displayName : Object.values(app.displayName)[0],
    revision,
    source,
    notes,
    created: createdAt.toISOString(),
    updated: updatedAt.toISOString(),
  }
}

const reading = [
  route({
    method: 'GET',
    path: '/apps/search',
    tag,
    summary: 'Search apps whose sources one may read',
    permission: reads,
    query: schema.searchQuery,
    answer: z.object({ results: z.array(schema.row), total: z.int() }),
    handle: ({ actor, query, request }) => {
      const { page, size, sort, q, namespace, flowId, tag: ofTag, state } = query
      const own = ['page', 'size', 'sort', 'q', 'namespace', 'flowId', 'tag', 'state']
      return searchApps(actor, {
        ...{ page, size, q, namespace, flowId, tag: ofTag, state },
        sort: sortOf([sort ?? []].flat()),
        conditions: filtersOf(request, own),
      })
    },
  }),
  route({
    method: 'GET',
    path: '/apps/{id}',
    tag,
    summary: 'Get an app with its source',
    permission: reads,
    params: schema.idParams,
    query: z.strictObject({ revision: z.coerce.number().int().min(1).optional() }),
    answer: schema.source,
    handle: ({ actor, params, query }) => getApp(actor, params.id, query),
  }),
  route({
    method: 'GET',
    path: '/apps/{id}/revisions',
    tag,
    summary: 'List the revisions of an app, the newest first; the 500 newest at most',
    permission: reads,
    params: schema.idParams,
    answer: z.array(z.object({ revision: z.int(), createdAt: z.string(), createdBy: z.string().optional() })),
    handle: ({ actor, params }) => listAppRevisions(actor, params.id),
  }),
  route({
    method: 'GET',
    path: '/apps/{id}/revisions/{revision}',
    tag,
    summary: 'Get an app as it stood at a revision',
    permission: reads,
    params: schema.idParams.extend({ revision: z.coerce.number().int().min(1) }),
    answer: schema.source,
    handle: ({ actor, params }) => getApp(actor, params.id, { revision: params.revision }),
  }),
  route({
    method: 'GET',
    path: '/flows/{namespace}/{id}/app-source',
    tag,
    summary: 'The source of an app that does what the default one of a flow does',
    permission: reads,
    params: z.object({ namespace: z.string().min(1).max(150), id: z.string().min(1).max(100) }),
    answer: z.object({ source: z.string() }),
    handle: async ({ actor, params }) => ({
      source: await appSourceFor(actor, { namespace: params.namespace, flowId: params.id }),
    }),
  }),
  route({
    method: 'POST',
    path: '/apps/export',
    tag,
    summary: 'Download the sources of apps as a ZIP archive',
    permission: reads,
    body: schema.bulk,
    handle: ({ actor, body }) => exportApps(actor, body.uids),
  }),
] satisfies Route[]

const writing = [
  route({
    method: 'POST',
    path: '/apps',
    tag,
    summary: 'Save an app from its source: a new revision where the source changed',
    permission: writes,
    query: expected,
    body: z.string(),
    bodyKind: 'yaml',
    answer: schema.saved,
    handle: async ({ actor, body, query, request }) => {
      const source = sourceOf(body, request.headers.get('content-type'))
      return savedView(await saveApp(actor, source, query), source)
    },
  }),
  route({
    method: 'PUT',
    path: '/apps/{id}',
    tag,
    summary: 'Save a new source of an app',
    permission: writes,
    params: schema.idParams,
    query: expected,
    body: z.string(),
    bodyKind: 'yaml',
    answer: schema.saved,
    handle: async ({ actor, params, body, query, request }) => {
      const source = sourceOf(body, request.headers.get('content-type'))
      return savedView(await saveApp(actor, source, { ...query, uid: params.id }), source)
    },
  }),
  route({
    method: 'DELETE',
    path: '/apps/{id}',
    tag,
    summary: 'Delete an app; what was asked for with it goes on',
    permission: writes,
    params: schema.idParams,
    handle: async ({ actor, params }) => void (await deleteApps(actor, [params.id])),
  }),
  route({
    method: 'POST',
    path: '/apps/validate',
    tag,
    summary: 'Check sources without saving; several documents are divided by `---`',
    permission: writes,
    body: z.string(),
    bodyKind: 'yaml',
    answer: z.array(z.looseObject({ index: z.int(), constraints: z.string().optional() })),
    handle: ({ actor, body }) => validateApps(actor, body),
  }),
  route({
    method: 'POST',
    path: '/apps/import',
    tag,
    summary: 'Save the apps of a ZIP archive or a YAML text; answers what could not be saved',
    permission: writes,
    bodyKind: 'multipart',
    answer: z.object({
      success: z.array(z.string()),
      errors: z.array(z.object({ source: z.string(), message: z.string() })),
    }),
    handle: ({ actor, request }) => importApps(actor, request),
  }),
  route({
    method: 'PUT',
    path: '/apps/{id}/thumbnail',
    tag,
    summary: 'Give an app a picture, for where its source names none',
    permission: writes,
    params: schema.idParams,
    bodyKind: 'multipart',
    handle: ({ actor, params, request }) => saveThumbnail(actor, params.id, request),
  }),
  route({
    method: 'DELETE',
    path: '/apps/{id}/thumbnail',
    tag,
    summary: 'Take the picture of an app away',
    permission: writes,
    params: schema.idParams,
    handle: ({ actor, params }) => removeThumbnail(actor, params.id),
  }),
] satisfies Route[]

const many = [
  route({
    method: 'DELETE',
    path: '/apps',
    tag,
    summary: 'Delete apps, all or none',
    permission: writes,
    body: schema.bulk,
    answer: schema.bulkDone,
    handle: ({ actor, body }) => deleteApps(actor, body.uids),
  }),
  ...(['enable', 'disable'] as const).flatMap((word) => [
    route({
      method: 'POST',
      path: `/apps/${word}`,
      tag,
      summary: `${word === 'enable' ? 'Enable' : 'Disable'} apps, all or none`,
      permission: writes,
      body: schema.bulk,
      answer: schema.bulkDone,
      handle: ({ actor, body }) => setAppsDisabled(actor, body.uids, word === 'disable'),
    }),
    route({
      method: 'POST',
      path: `/apps/{id}/${word}`,
      tag,
      summary: word === 'enable' ? 'Let an app be used' : 'Take an app out of use, until it is enabled',
      permission: writes,
      params: schema.idParams,
      answer: schema.source,
      handle: async ({ actor, params }) => {
        await setAppsDisabled(actor, [params.id], word === 'disable')
        return getApp(actor, params.id)
      },
    }),
  ]),
] satisfies Route[]

/** Apps as their authors see them. */
export const studioRoutes: Route[] = [...reading, ...writing, ...(many as Route[])] as Route[]
