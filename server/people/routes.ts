import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { createPerson, resetPassword, updatePerson, type MadePerson } from './change-people.ts'
import { meRoutes } from './me-routes.ts'
import { anonymisePerson } from './anonymise-person.ts'
import { listPeople } from './list-people.ts'
import { getPerson } from './people.ts'
import { kestraRoutes } from './kestra-routes.ts'
import { searchOf } from './search-of.ts'
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
    handle: ({ actor, query: { q, ...query }, request }) =>
      listPeople(actor, { ...query, q: q ?? searchOf(request) }),
  }),
  route({
    method: 'POST',
    path: '/users',
    tag: 'People',
    summary: 'Make a person; the answer has their password, once, unless they are invited by mail',
    permission: 'user:write',
    body: schema.newPerson,
    answer: schema.madePerson,
    // a whole response is not kept for repeats of an idempotency key: a password is nowhere in clear
    handle: async ({ actor, body }) => Response.json(flat(await createPerson(actor, body)), { status: 201 }),
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
    method: 'DELETE',
    path: '/users/{id}',
    tag: 'People',
    summary: 'Deactivate a person: their sessions and tokens end, what they did stays',
    permission: 'user:write',
    params: schema.idParams,
    handle: async ({ actor, params }) => void (await updatePerson(actor, params.id, { active: false })),
  }),
  route({
    method: 'PUT',
    path: '/users/{id}',
    tag: 'People',
    summary: 'Change a person: what is left out stays',
    permission: 'user:write',
    params: schema.idParams,
    body: schema.personChange,
    answer: schema.personDetail,
    handle: ({ actor, params, body }) => updatePerson(actor, params.id, body),
  }),
  route({
    method: 'POST',
    path: '/users/{id}/anonymise',
    tag: 'People',
    summary: 'Take name, mail and rights from somebody who left; their id and the audit stay',
    permission: 'user:write',
    params: schema.idParams,
    answer: schema.personDetail,
    handle: ({ actor, params }) => anonymisePerson(actor, params.id),
  }),
  route({
    method: 'PATCH',
    path: '/users/{id}/password',
    tag: 'People',
    summary: 'Set the password of a person; their sessions end',
    permission: 'user:write',
    params: schema.idParams,
    body: schema.givenPassword,
    answer: schema.personDetail,
    handle: async ({ actor, params, body }) => (await resetPassword(actor, params.id, body.password)).person,
  }),
  route({
    method: 'POST',
    path: '/users/{id}/password',
    tag: 'People',
    summary: 'Give a person a new password; the answer has it, once',
    permission: 'user:write',
    params: schema.idParams,
    answer: schema.personWithPassword,
    handle: async ({ actor, params }) => Response.json(flat(await resetPassword(actor, params.id))),
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
  route({
    method: 'DELETE',
    path: '/users/{id}/sessions/{sessionId}',
    tag: 'People',
    summary: 'Sign a person out in one place',
    permission: 'user:write',
    params: schema.sessionParams,
    handle: ({ actor, params }) => revokeSessions(actor, params.id, params.sessionId),
  }),
]

const flat = ({ person, password }: MadePerson) => ({ ...person, password })

/** People, what is one's own, sessions. */
export const routes: Route[] = [...meRoutes, ...userRoutes, ...kestraRoutes]
