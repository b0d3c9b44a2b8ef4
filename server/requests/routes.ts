import { csvDownload } from '#server/api/csv.ts'
import { route, type Route } from '#server/api/route.ts'
import { optionsAnswer, optionsBody, searchOf } from '#server/runs/found-options.ts'
import { askToCancel, closeRequest } from './close-request.ts'
import { getRequest } from './get-request.ts'
import { exportRequests } from './list-export.ts'
import { listRequests } from './list-requests.ts'
import { nudgeRequest } from './nudge-request.ts'
import { changesForm, changesOptions } from './changes-form.ts'
import { resubmitRequest } from './resubmit-request.ts'
import { withdrawRequest } from './withdraw-request.ts'
import * as schema from './schemas.ts'

/** Requests, as their requesters and deciders see them. */
export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/requests',
    tag: 'Requests',
    summary: "List one's own requests, the newest first; with `everybody=true` all that one may see",
    permission: 'signed-in',
    query: schema.requestsQuery,
    answer: schema.requestPage,
    handle: ({ actor, query }) => listRequests(actor, query),
  }),
  route({
    method: 'GET',
    path: '/requests/export',
    tag: 'Requests',
    summary: 'What the filters name as CSV: 50,000 rows at most',
    permission: 'signed-in',
    query: schema.exportQuery,
    handle: ({ actor, query }) => csvDownload('requests.csv', exportRequests(actor, query)),
  }),
  route({
    method: 'GET',
    path: '/requests/{id}',
    tag: 'Requests',
    summary: 'Where a request stands: stages, who has it, answers, results',
    permission: 'request:read',
    guests: true,
    params: schema.idParams,
    answer: schema.requestView,
    handle: ({ actor, params }) => getRequest(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/requests/{id}/withdraw',
    tag: 'Requests',
    summary: 'Take a request back, until somebody has decided on it',
    permission: 'request:withdraw',
    guests: true,
    params: schema.idParams,
    handle: ({ actor, params }) => withdrawRequest(actor, params.id),
  }),
  route({
    method: 'GET',
    path: '/requests/{id}/changes',
    tag: 'Requests',
    summary: 'The form of a request that was sent back, with the old answers',
    permission: 'request:withdraw',
    guests: true,
    params: schema.idParams,
    answer: schema.changesForm,
    handle: ({ actor, params }) => changesForm(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/requests/{id}/changes/validate',
    tag: 'Requests',
    summary: 'What sending it again with these values would say of them; changes nothing',
    permission: 'request:withdraw',
    guests: true,
    params: schema.idParams,
    body: schema.changesValues,
    answer: schema.changesForm,
    handle: ({ actor, params, body }) => changesForm(actor, params.id, body.values),
  }),
  route({
    method: 'POST',
    path: '/requests/{id}/changes/options',
    tag: 'Requests',
    summary: 'Search the options of one input of that form',
    permission: 'request:withdraw',
    guests: true,
    params: schema.idParams,
    body: optionsBody,
    answer: optionsAnswer,
    handle: ({ actor, params, body }) =>
      changesOptions(actor, params.id, { values: body.values, search: searchOf(body) }),
  }),
  route({
    method: 'POST',
    path: '/requests/{id}/resubmit',
    tag: 'Requests',
    summary: 'Send a request again that was sent back: its next round begins',
    permission: 'request:withdraw',
    guests: true,
    params: schema.idParams,
    body: schema.resubmission,
    answer: schema.resubmitted,
    handle: ({ actor, params, body }) => resubmitRequest(actor, params.id, body),
  }),
  route({
    method: 'POST',
    path: '/requests/{id}/nudge',
    tag: 'Requests',
    summary: 'Bring a request to the mind of those who have it now, once in four hours at most',
    permission: 'request:nudge',
    params: schema.idParams,
    answer: schema.nudged,
    handle: ({ actor, params }) => nudgeRequest(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/requests/{id}/ask-to-cancel',
    tag: 'Requests',
    summary: 'Ask those who decide to cancel a request on which somebody has decided already',
    permission: 'request:withdraw',
    params: schema.idParams,
    body: schema.question,
    handle: ({ actor, params, body }) => askToCancel(actor, params.id, body.text),
  }),
  route({
    method: 'POST',
    path: '/requests/{id}/close',
    tag: 'Requests',
    summary: 'Close a request before its end, for a reason; deciders only where its requester asked for it',
    permission: 'request:close',
    params: schema.idParams,
    body: schema.closing,
    handle: ({ actor, params, body }) => closeRequest(actor, params.id, body.reason),
  }),
]
