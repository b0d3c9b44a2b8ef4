import { route, type Route } from '#server/api/route.ts'
import { idParams, personDetail } from '#server/people/schemas.ts'
import { invitePerson } from './invite-person.ts'
import { sendResetLink } from './send-reset.ts'

/** Rows of the router table about links that are sent by mail. */
export const routes = [
  route({
    method: 'POST',
    path: '/users/{id}/invitation',
    tag: 'People',
    summary: 'Send somebody who has never signed in a link to set a password; one from before ends',
    permission: 'user:write',
    params: idParams,
    answer: personDetail,
    handle: ({ actor, params }) => invitePerson(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/users/{id}/password-link',
    tag: 'People',
    summary: 'Send a person a link to set a new password; until they do the present one holds',
    permission: 'user:write',
    params: idParams,
    handle: ({ actor, params }) => sendResetLink(actor, params.id),
  }),
] as Route[]
