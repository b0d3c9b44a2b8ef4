import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { idParams } from '#server/requests/schemas.ts'
import { addFollower, follow, removeFollower, unfollow } from './follow.ts'

const pair = z.object({ id: z.string().max(200), personId: z.string().max(100) })

/** Who hears what becomes of a request. */
export const routes = [
  route({
    method: 'PUT',
    path: '/requests/{id}/follow',
    tag: 'Requests',
    summary: 'Hear what becomes of a request that you may see',
    permission: 'request:read',
    params: idParams,
    handle: ({ actor, params }) => follow(actor, params.id),
  }),
  route({
    method: 'DELETE',
    path: '/requests/{id}/follow',
    tag: 'Requests',
    summary: 'Hear of a request no more; who was added by others sees it no more',
    permission: 'request:read',
    params: idParams,
    handle: ({ actor, params }) => unfollow(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/requests/{id}/followers',
    tag: 'Requests',
    summary: 'Let somebody see this one request and hear what becomes of it',
    permission: 'request:share',
    params: idParams,
    body: z.strictObject({ personId: z.string().min(1).max(100) }),
    handle: ({ actor, params, body }) => addFollower(actor, params.id, body.personId),
  }),
  route({
    method: 'DELETE',
    path: '/requests/{id}/followers/{personId}',
    tag: 'Requests',
    summary: 'Take somebody out again who was added',
    permission: 'request:share',
    params: pair,
    handle: ({ actor, params }) => removeFollower(actor, params.id, params.personId),
  }),
] as Route[]
