import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { catalog } from './catalog.ts'
import { setFavourite } from './favourite.ts'
import { openApp, validateForm } from './open-app.ts'
import { saveApp } from './save-app.ts'
import * as schema from './schemas.ts'
import { submitApp } from './submit-app.ts'

const using = [
  route({
    method: 'GET',
    path: '/apps/catalog',
    tag: 'Apps',
    summary: 'List the apps that one may start, favourites first',
    permission: 'app:use',
    answer: z.array(schema.card),
    handle: ({ actor }) => catalog(actor),
  }),
  route({
    method: 'GET',
    path: '/apps/view/{id}',
    tag: 'Apps',
    summary: "An app's form as it opens; the query's names that are inputs fill it",
    permission: 'app:use',
    params: schema.idParams,
    query: schema.prefill,
    answer: schema.view,
    handle: ({ actor, params, query }) => openApp(actor, params.id, query),
  }),
  route({
    method: 'POST',
    path: '/apps/view/{id}/validate',
    tag: 'Apps',
    summary: 'What the form is told while it is filled in',
    permission: 'app:use',
    params: schema.idParams,
    body: schema.validateBody,
    answer: schema.formState,
    handle: ({ actor, params, body }) => validateForm(actor, params.id, body.values),
  }),
  route({
    method: 'POST',
    path: '/apps/view/{id}/requests',
    tag: 'Apps',
    summary: 'Submit the form: makes a request and starts its execution',
    permission: 'app:use',
    params: schema.idParams,
    body: schema.submitBody,
    answer: schema.submitted,
    handle: ({ actor, params, body, request }) =>
      submitApp(actor, params.id, {
        ...body,
        idempotencyKey: request.headers.get('idempotency-key') ?? undefined,
      }),
  }),
  route({
    method: 'PUT',
    path: '/apps/{id}/favourite',
    tag: 'Apps',
    summary: "Put an app among one's favourites",
    permission: 'app:use',
    params: schema.idParams,
    handle: ({ actor, params }) => setFavourite(actor, params.id, true),
  }),
  route({
    method: 'DELETE',
    path: '/apps/{id}/favourite',
    tag: 'Apps',
    summary: "Take an app out of one's favourites",
    permission: 'app:use',
    params: schema.idParams,
    handle: ({ actor, params }) => setFavourite(actor, params.id, false),
  }),
] satisfies Route[]

const writing = route({
  method: 'POST',
  path: '/apps',
  tag: 'Apps',
  summary: 'Save an app from its source: a new revision where the source changed',
  permission: 'app:write',
  query: z.strictObject({ expectedRevision: z.coerce.number().int().min(0).optional() }),
  body: z.string(),
  bodyKind: 'yaml',
  answer: schema.saved,
  handle: async ({ actor, body, query }) => {
    const { id, revision, app } = await saveApp(actor, body, query)
    return { ...app, uid: id, revision, source: body }
  },
})

/** Apps: the catalog, the form, and what it sends. */
export const routes: Route[] = [...using, writing]
