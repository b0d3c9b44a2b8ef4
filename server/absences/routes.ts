import { route, type Route } from '#server/api/route.ts'
import { listAbsences } from './list-absences.ts'
import { addAbsence, changeAbsence, removeAbsence } from './save-absence.ts'
import * as schema from './schemas.ts'

const own = [
  route({
    method: 'GET',
    path: '/me/absences',
    tag: 'Me',
    summary: 'When you are away, and were; days are of your own time zone',
    permission: 'signed-in',
    answer: schema.absences,
    handle: ({ actor }) => listAbsences(actor, actor.id),
  }),
  route({
    method: 'POST',
    path: '/me/absences',
    tag: 'Me',
    summary: 'Say that you are away',
    permission: 'signed-in',
    body: schema.newAbsence,
    answer: schema.absence,
    handle: ({ actor, body }) => addAbsence(actor, actor.id, body),
  }),
  route({
    method: 'PATCH',
    path: '/me/absences/{absenceId}',
    tag: 'Me',
    summary: 'Change when you are away; what is over stays',
    permission: 'signed-in',
    params: schema.ownParams,
    body: schema.absenceChange,
    answer: schema.absence,
    handle: ({ actor, params, body }) =>
      changeAbsence(actor, { personId: actor.id, id: params.absenceId }, body),
  }),
  route({
    method: 'DELETE',
    path: '/me/absences/{absenceId}',
    tag: 'Me',
    summary: 'Take back that you are away, before it has begun',
    permission: 'signed-in',
    params: schema.ownParams,
    handle: ({ actor, params }) => removeAbsence(actor, { personId: actor.id, id: params.absenceId }),
  }),
]

const ofOthers = [
  route({
    method: 'GET',
    path: '/users/{id}/absences',
    tag: 'People',
    summary: 'When a person is away, and was; days are of their time zone',
    permission: 'user:read',
    params: schema.personParams,
    answer: schema.absences,
    handle: ({ actor, params }) => listAbsences(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/users/{id}/absences',
    tag: 'People',
    summary: 'Say that a person is away',
    permission: 'user:write',
    params: schema.personParams,
    body: schema.newAbsence,
    answer: schema.absence,
    handle: ({ actor, params, body }) => addAbsence(actor, params.id, body),
  }),
  route({
    method: 'PATCH',
    path: '/users/{id}/absences/{absenceId}',
    tag: 'People',
    summary: 'Change when a person is away; what is over stays',
    permission: 'user:write',
    params: schema.placeParams,
    body: schema.absenceChange,
    answer: schema.absence,
    handle: ({ actor, params, body }) =>
      changeAbsence(actor, { personId: params.id, id: params.absenceId }, body),
  }),
  route({
    method: 'DELETE',
    path: '/users/{id}/absences/{absenceId}',
    tag: 'People',
    summary: 'Take back that a person is away, before it has begun',
    permission: 'user:write',
    params: schema.placeParams,
    handle: ({ actor, params }) => removeAbsence(actor, { personId: params.id, id: params.absenceId }),
  }),
]

/** When people are away. */
export const routes: Route[] = [...own, ...ofOthers]
