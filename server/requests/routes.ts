import { route, type Route } from '#server/api/route.ts'
import { getRequest } from './get-request.ts'
import { listRequests } from './list-requests.ts'
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
    path: '/requests/{id}',
    tag: 'Requests',
    summary: 'Where a request stands: stages, who has it, answers, results',
    permission: 'request:read',
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
    params: schema.idParams,
    handle: ({ actor, params }) => withdrawRequest(actor, params.id),
  }),
]
