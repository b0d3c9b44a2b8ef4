import { csvDownload } from '#server/api/csv.ts'
import { route, type Route } from '#server/api/route.ts'
import { askToCancel, closeRequest } from './close-request.ts'
import { getRequest } from './get-request.ts'
import { exportRequests } from './list-export.ts'
import { listRequests } from './list-requests.ts'
import { nudgeRequest } from './nudge-request.ts'
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
