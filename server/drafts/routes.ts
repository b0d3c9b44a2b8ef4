import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { copyRequest } from './copy-request.ts'
import { createDraft } from './create-draft.ts'
import { deleteDraft } from './delete-draft.ts'
import { getDraft } from './get-draft.ts'
import { listDrafts, listDraftsOf } from './list-drafts.ts'
import { saveDraft } from './save-draft.ts'
import * as schema from './schemas.ts'

const tag = 'Drafts'

/** Forms that one has begun to fill in: each person's own. */
export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/drafts',
    tag,
    summary: "List one's own drafts, the newest first; of one app with `app`",
    permission: 'signed-in',
    query: schema.draftsQuery,
    answer: z.array(schema.draftRow),
    handle: ({ actor, query }) => listDrafts(actor, query),
  }),
  route({
    method: 'GET',
    path: '/apps/view/{id}/drafts',
    tag,
    summary: "List one's own drafts of an app, the newest first",
    permission: 'app:use',
    params: schema.idParams,
    answer: z.array(schema.draftRow),
    handle: ({ actor, params }) => listDraftsOf(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/apps/view/{id}/drafts',
    tag,
    summary: 'Keep a form that is being filled in, or begin one as a copy of a request',
    permission: 'app:use',
    params: schema.idParams,
    body: schema.newDraft,
    answer: schema.draftRow,
    handle: ({ actor, params, body: { from, ...draft } }) =>
      from === undefined ? createDraft(actor, params.id, draft) : copyRequest(actor, params.id, from),
  }),
  route({
    method: 'GET',
    path: '/drafts/{id}',
    tag,
    summary: 'A draft with its answers, as far as the form still has a place for them',
    permission: 'signed-in',
    params: schema.idParams,
    answer: schema.draftView,
    handle: ({ actor, params }) => getDraft(actor, params.id),
  }),
  route({
    method: 'PUT',
    path: '/drafts/{id}',
    tag,
    summary: 'Store what was typed since; 409 where it was changed elsewhere meanwhile',
    permission: 'signed-in',
    params: schema.idParams,
    body: schema.draftChange,
    answer: z.object({ version: z.int() }),
    handle: ({ actor, params, body }) => saveDraft(actor, params.id, body),
  }),
  route({
    method: 'DELETE',
    path: '/drafts/{id}',
    tag,
    summary: 'Delete a draft',
    permission: 'signed-in',
    params: schema.idParams,
    handle: ({ actor, params }) => deleteDraft(actor, params.id),
  }),
]
