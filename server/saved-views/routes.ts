import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { addView, changeView, deleteView, listViews } from './saved-views.ts'
import { viewPages } from './view.ts'

const tag = 'Saved views'
const page = z.enum(viewPages)
const name = z.string().trim().min(1).max(60)
const query = z
  .string()
  .max(2000)
  .regex(/^[^?#\s]*$/, 'the query of an address, without the question mark')
const idParams = z.object({ id: z.string().min(1).max(100) })
const view = z.object({ id: z.string(), page, name: z.string(), query: z.string(), isDefault: z.boolean() })

/** Filters that a person gave a name: each person's own. */
export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/saved-views',
    tag,
    summary: "List one's own views of a page, by name",
    permission: 'signed-in',
    query: z.strictObject({ page }),
    answer: z.array(view),
    handle: ({ actor, query: asked }) => listViews(actor, asked.page),
  }),
  route({
    method: 'POST',
    path: '/saved-views',
    tag,
    summary: 'Keep filters of a page under a name',
    permission: 'signed-in',
    body: z.strictObject({ page, name, query, isDefault: z.boolean().default(false) }),
    answer: view,
    handle: ({ actor, body }) => addView(actor, body),
  }),
  route({
    method: 'PATCH',
    path: '/saved-views/{id}',
    tag,
    summary: 'Rename a view, give it other filters, or open the page with it',
    permission: 'signed-in',
    params: idParams,
    body: z.strictObject({
      name: name.optional(),
      query: query.optional(),
      isDefault: z.boolean().optional(),
    }),
    answer: view,
    handle: ({ actor, params, body }) => changeView(actor, params.id, body),
  }),
  route({
    method: 'DELETE',
    path: '/saved-views/{id}',
    tag,
    summary: 'Delete a view',
    permission: 'signed-in',
    params: idParams,
    handle: ({ actor, params }) => deleteView(actor, params.id),
  }),
]
