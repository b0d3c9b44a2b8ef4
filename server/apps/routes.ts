import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { moments } from '#engine/flow/app.ts'
import { filtersOf } from '#server/api/filters.ts'
import { appTags } from './app-tags.ts'
import { searchCatalog } from './catalog.ts'
import { setFavourite } from './favourite.ts'
import { optionsAnswer, searchOf } from '#server/runs/found-options.ts'
import { searchFormOptions, validateFlowForm } from './open-app.ts'
import { pageRoutes } from './routes-pages.ts'
import { studioRoutes } from './routes-studio.ts'
import * as schema from './schemas.ts'
import { submitApp } from './submit-app.ts'
import { readPicture, readThumbnail } from './thumbnail.ts'
import { waitingHere } from './waiting-here.ts'

const using = [
  route({
    method: 'GET',
    path: '/apps/catalog',
    tag: 'Apps',
    summary: 'List the apps that one may start, favourites first',
    permission: 'app:use',
    query: schema.catalogQuery,
    answer: z.object({ results: z.array(schema.catalogItem), total: z.int() }),
    handle: async ({ actor, query: { page, size, q }, request }) => {
      const conditions = filtersOf(request, ['page', 'size', 'q'])
      const { results, total } = await searchCatalog(actor, { page, size, q, conditions })
      const items = results.map((card) => ({ ...card, uid: card.id, name: card.displayName, type: 'app' }))
      return { results: items, total }
    },
  }),
  route({
    method: 'GET',
    path: '/apps/tags',
    tag: 'Apps',
    summary: 'Tags of the apps that one may use or read',
    permission: 'app:read',
    answer: z.object({ tags: z.array(z.string()) }),
    handle: async ({ actor }) => ({ tags: await appTags(actor) }),
  }),
  route({
    method: 'GET',
    path: '/apps/states',
    tag: 'Apps',
    summary: 'The moments that an app has layouts for',
    permission: 'app:read',
    answer: z.array(z.enum(moments)),
    handle: async () => [...moments],
  }),
  route({
    method: 'GET',
    path: '/apps/{id}/thumbnail',
    tag: 'Apps',
    summary: 'The picture of an app',
    permission: 'app:read',
    params: schema.idParams,
    query: z.strictObject({ v: z.string().max(64).optional() }),
    handle: ({ actor, params }) => readThumbnail(actor, params.id),
  }),
  route({
    method: 'GET',
    path: '/apps/view/{id}/picture',
    tag: 'Apps',
    summary: 'A picture of the namespace that the source of an app names',
    permission: 'app:use',
    params: schema.idParams,
    query: z.strictObject({ name: z.string().min(1).max(500) }),
    handle: ({ actor, params, query }) => readPicture(actor, params.id, query.name),
  }),
  route({
    method: 'GET',
    path: '/apps/view/{id}/waiting',
    tag: 'Apps',
    summary: 'Requests that wait in an app for you to go on with them, the oldest first',
    permission: 'app:use',
    params: schema.idParams,
    answer: z.array(schema.waitingHere),
    handle: ({ actor, params }) => waitingHere(actor, params.id),
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
    handle: ({ actor, params, body }) => validateFlowForm(actor, params.id, body),
  }),
  route({
    method: 'POST',
    path: '/apps/view/{id}/options',
    tag: 'Apps',
    summary: 'Options of one input that fit a text, with the answers so far',
    permission: 'app:use',
    params: schema.idParams,
    body: schema.appOptionsBody,
    answer: optionsAnswer,
    handle: ({ actor, params, body }) =>
      searchFormOptions(actor, params.id, { values: body.values, flow: body.flow, search: searchOf(body) }),
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

/** Apps: the catalog, the form, and what it sends. */
export const routes: Route[] = [...using, ...pageRoutes, ...studioRoutes]
