import { z } from 'zod'
import { route } from '#server/api/route.ts'
import { changePassword, me } from './me.ts'
import { revokeOtherSessions } from './revoke-others.ts'
import * as schema from './schemas.ts'
import { listSessions, revokeSessions } from './sessions.ts'
import { updateMe } from './update-me.ts'

/** What is one's own. */
export const meRoutes = [
  route({
    method: 'GET',
    path: '/me',
    tag: 'Me',
    summary: 'Who is asking, and what they may do',
    permission: 'signed-in',
    scope: 'any',
    answer: schema.meAnswer,
    handle: async ({ actor }) => me(actor),
  }),
  route({
    method: 'PATCH',
    path: '/me',
    tag: 'Me',
    summary: 'Change your name, time zone or language',
    permission: 'signed-in',
    body: schema.meChange,
    answer: schema.meAnswer,
    handle: async ({ actor, body }) => me(await updateMe(actor, body)),
  }),
  route({
    method: 'PUT',
    path: '/me/password',
    tag: 'Me',
    summary: 'Set your password; your other sessions end',
    permission: 'signed-in',
    body: schema.passwordChange,
    handle: ({ actor, body }) => changePassword(actor, body),
  }),
  route({
    method: 'GET',
    path: '/me/sessions',
    tag: 'Me',
    summary: 'List where you are signed in',
    permission: 'signed-in',
    answer: z.array(schema.sessionView),
    handle: ({ actor }) => listSessions(actor, actor.id),
  }),
  route({
    method: 'DELETE',
    path: '/me/sessions',
    tag: 'Me',
    summary: 'Sign out everywhere else',
    permission: 'signed-in',
    answer: z.object({ sessions: z.int() }),
    handle: ({ actor }) => revokeOtherSessions(actor),
  }),
  route({
    method: 'DELETE',
    path: '/me/sessions/{id}',
    tag: 'Me',
    summary: 'Sign out elsewhere',
    permission: 'signed-in',
    params: schema.idParams,
    handle: ({ actor, params }) => revokeSessions(actor, actor.id, params.id),
  }),
]
