import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { removeSecondFactor, renewRecoveryCodes, resetSecondFactor } from './change.ts'
import { getSecondFactor } from './get.ts'
import { confirmSecondFactor, setUpSecondFactor } from './set-up.ts'

const tag = 'Me'
const password = z.strictObject({ password: z.string().max(1000) })
const codes = z.object({ recoveryCodes: z.array(z.string()) })

export const routes = [
  route({
    method: 'GET',
    path: '/me/second-factor',
    tag,
    summary: 'Whether you sign in with a second factor',
    permission: 'signed-in',
    answer: z.object({
      enabled: z.boolean(),
      since: z.iso.datetime().optional(),
      recoveryCodes: z.int(),
    }),
    handle: ({ actor }) => getSecondFactor(actor),
  }),
  route({
    method: 'POST',
    path: '/me/second-factor',
    tag,
    summary: 'Begin to set up a second factor; the answer has its secret, once',
    permission: 'signed-in',
    body: password,
    answer: z.object({ secret: z.string(), uri: z.string(), svg: z.string() }),
    // whole responses are not kept for repeats of an idempotency key: what is in them is nowhere in clear
    handle: async ({ actor, body }) => Response.json(await setUpSecondFactor(actor, body.password)),
  }),
  route({
    method: 'POST',
    path: '/me/second-factor/confirm',
    tag,
    summary: 'Switch it on by a first code; the answer has the recovery codes, once',
    permission: 'signed-in',
    body: z.strictObject({ code: z.string().max(20) }),
    answer: codes,
    handle: async ({ actor, body }) => Response.json(await confirmSecondFactor(actor, body.code.trim())),
  }),
  route({
    method: 'POST',
    path: '/me/second-factor/recovery-codes',
    tag,
    summary: 'New recovery codes in place of those before',
    permission: 'signed-in',
    body: password,
    answer: codes,
    handle: async ({ actor, body }) => Response.json(await renewRecoveryCodes(actor, body.password)),
  }),
  route({
    method: 'POST',
    path: '/me/second-factor/remove',
    tag,
    summary: 'Switch the second factor off',
    permission: 'signed-in',
    body: password,
    handle: ({ actor, body }) => removeSecondFactor(actor, body.password),
  }),
  route({
    method: 'DELETE',
    path: '/users/{id}/second-factor',
    tag: 'Users',
    summary: 'Take the second factor from somebody who has lost it; their sessions end',
    permission: 'user:write',
    params: z.object({ id: z.string().min(1).max(100) }),
    handle: ({ actor, params }) => resetSecondFactor(actor, params.id),
  }),
] as Route[]
