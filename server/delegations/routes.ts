import { route, type Route } from '#server/api/route.ts'
import { findDelegates, listDelegations } from './list-delegations.ts'
import { endDelegation, giveDelegation } from './save-delegation.ts'
import * as schema from './schemas.ts'

const own = [
  route({
    method: 'GET',
    path: '/me/delegations',
    tag: 'Me',
    summary: 'Who may decide in your place and in whose you may, and were; days are of whose place it is',
    permission: 'signed-in',
    answer: schema.delegations,
    handle: ({ actor }) => listDelegations(actor, actor.id),
  }),
  route({
    method: 'POST',
    path: '/me/delegations',
    tag: 'Me',
    summary: 'Let somebody decide in your place, for some days',
    permission: 'signed-in',
    body: schema.newDelegation,
    answer: schema.delegation,
    handle: ({ actor, body }) => giveDelegation(actor, actor.id, body),
  }),
  route({
    method: 'GET',
    path: '/me/delegations/people',
    tag: 'Me',
    summary: 'People who can decide in your place, by two letters of their name; ten at most',
    permission: 'signed-in',
    query: schema.peopleQuery,
    answer: schema.candidates,
    handle: ({ actor, query }) => findDelegates(actor, actor.id, query.q),
  }),
  route({
    method: 'POST',
    path: '/me/delegations/{delegationId}/end',
    tag: 'Me',
    summary: 'End that somebody may decide in your place; what they decided stands',
    permission: 'signed-in',
    params: schema.ownParams,
    answer: schema.delegation,
    handle: ({ actor, params }) => endDelegation(actor, { personId: actor.id, id: params.delegationId }),
  }),
]

const ofOthers = [
  route({
    method: 'GET',
    path: '/users/{id}/delegations',
    tag: 'People',
    summary: 'Who may decide in the place of a person and in whose they may, and were',
    permission: 'user:read',
    params: schema.personParams,
    answer: schema.delegations,
    handle: ({ actor, params }) => listDelegations(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/users/{id}/delegations',
    tag: 'People',
    summary: 'Let somebody, not yourself, decide in the place of a person, for some days',
    permission: 'user:write',
    params: schema.personParams,
    body: schema.newDelegation,
    answer: schema.delegation,
    handle: ({ actor, params, body }) => giveDelegation(actor, params.id, body),
  }),
  route({
    method: 'GET',
    path: '/users/{id}/delegations/people',
    tag: 'People',
    summary: 'People who can decide in the place of a person, by two letters of their name; ten at most',
    permission: 'user:write',
    params: schema.personParams,
    query: schema.peopleQuery,
    answer: schema.candidates,
    handle: ({ actor, params, query }) => findDelegates(actor, params.id, query.q),
  }),
  route({
    method: 'POST',
    path: '/users/{id}/delegations/{delegationId}/end',
    tag: 'People',
    summary: 'End that somebody may decide in the place of a person; what they decided stands',
    permission: 'user:write',
    params: schema.placeParams,
    answer: schema.delegation,
    handle: ({ actor, params }) => endDelegation(actor, { personId: params.id, id: params.delegationId }),
  }),
]

/** Who may decide in whose place. */
export const routes: Route[] = [...own, ...ofOthers]
