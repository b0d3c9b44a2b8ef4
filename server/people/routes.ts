import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { createPerson, resetPassword, updatePerson } from './change-people.ts'
import { meRoutes } from './me-routes.ts'
import { getPerson, listPeople } from './people.ts'
import * as schema from './schemas.ts'
import { listSessions, revokeSessions } from './sessions.ts'

const userRoutes = [
  route({
    method: 'GET',
    path: '/users',
    tag: 'People',
    summary: 'List people by name',
    permission: 'user:read',
    query: schema.peopleQuery,
    answer: schema.peoplePage,
    handle: ({ actor, query }) => listPeople(actor, query),
  }),
  route({
    method: 'POST',
    path: '/users',
    tag: 'People',
    summary: 'Make a person; the answer has their password, once',
    permission: 'user:write',
    body: schema.newPerson,
    answer: schema.personWithPassword,
    // a whole response is not kept for repeats of an idempotency key: a password is nowhere in clear
    handle: async ({ actor, body }) => Response.json(await createPerson(actor, body)),
  }),
  route({
    method: 'GET',
    path: '/users/{id}',
    tag: 'People',
    summary: 'Get a person',
    permission: 'user:read',
    params: schema.idParams,
    answer: schema.personDetail,
    handle: ({ actor, params }) => getPerson(actor, params.id),
  }),
  route({
    method: 'PATCH',
    path: '/users/{id}',
    tag: 'People',
    summary: 'Change name, roles, groups or whether a person may sign in',
    permission: 'user:write',
    params: schema.idParams,
    body: schema.personChange,
    answer: schema.personDetail,
    handle: ({ actor, params, body }) => updatePerson(actor, params.id, body),
  }),
  route({
    method: 'POST',
    path: '/users/{id}/password',
    tag: 'People',
    summary: 'Give a person a new password; the answer has it, once',
    permission: 'user:write',
    params: schema.idParams,
    answer: schema.personWithPassword,
    handle: async ({ actor, params }) => Response.json(await resetPassword(actor, params.id)),
  }),
  route({
    method: 'GET',
    path: '/users/{id}/sessions',
    tag: 'People',
    summary: 'List the sessions of a person',
    permission: 'user:write',
    params: schema.idParams,
    answer: z.array(schema.sessionView),
    handle: ({ actor, params }) => listSessions(actor, params.id),
  }),
  route({
    method: 'DELETE',
    path: '/users/{id}/sessions',
    tag: 'People',
    summary: 'Sign a person out everywhere',
    permission: 'user:write',
    params: schema.idParams,
    handle: ({ actor, params }) => revokeSessions(actor, params.id),
  }),
]

/** People, what is one's own, sessions. */
export const routes: Route[] = [...meRoutes, ...userRoutes]
