import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { flowLine } from './flow.ts'
import { identitiesOf, ownIdentities } from './identities.ts'
import { beginLink } from './link.ts'
import { listProviders } from './list-providers.ts'
import { testProvider } from './test-provider.ts'
import { unlinkOf, unlinkOwn } from './unlink.ts'

const id = z.string().min(1).max(100)
const idParams = z.object({ id })
const named = z.object({ id: z.string(), name: z.string() })

const identity = z.object({
  id: z.string(),
  provider: named.optional().describe('Absent: the settings name it no longer'),
  issuer: z.string(),
  email: z.string().optional().describe('What the provider called their mail address the last time'),
  linkedAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().optional(),
})

const provider = z.object({
  id: z.string(),
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  redirectAddress: z.string().describe('To be registered at the provider'),
  trusted: z.boolean(),
  signUp: z.boolean(),
  scopes: z.string(),
  domains: z.array(z.string()).optional(),
  groupsClaim: z.string().optional(),
  groups: z.array(z.object({ value: z.string(), group: z.string(), exists: z.boolean() })),
  managerClaim: z.string().optional(),
  people: z.int().describe('Active people with an account there'),
})

const check = z.object({
  check: z.enum(['description', 'keys', 'proof-key']),
  outcome: z.enum(['passed', 'doubtful', 'failed']),
  message: z.string(),
})

const ownRoutes = [
  route({
    method: 'GET',
    path: '/me/identities',
    tag: 'Me',
    summary: 'Your accounts at providers of single sign-on, and where you can link another',
    permission: 'signed-in',
    answer: z.object({
      identities: z.array(identity),
      providers: z.array(named),
      hasPassword: z.boolean(),
      recent: z.boolean().describe('Whether you signed in a moment ago: then linking asks for no password'),
    }),
    handle: ({ actor }) => ownIdentities(actor),
  }),
  route({
    method: 'POST',
    path: '/me/identities',
    tag: 'Me',
    summary: 'Begin to link an account: the browser goes on to the address in the answer',
    permission: 'signed-in',
    body: z.strictObject({
      provider: id,
      password: z.string().max(1000).optional().describe('Needed where you signed in a while ago'),
    }),
    answer: z.object({ url: z.string() }),
    // a whole response, as it binds the way to this browser by a cookie
    handle: async ({ actor, body }) => {
      const { url, token } = await beginLink(actor, body.provider, body.password)
      return Response.json({ url }, { headers: { 'set-cookie': flowLine(token) } })
    },
  }),
  route({
    method: 'DELETE',
    path: '/me/identities/{id}',
    tag: 'Me',
    summary: 'Unlink an account; your other sessions end',
    permission: 'signed-in',
    params: idParams,
    handle: ({ actor, params }) => unlinkOwn(actor, params.id),
  }),
]

const adminRoutes = [
  route({
    method: 'GET',
    path: '/users/{id}/identities',
    tag: 'People',
    summary: 'The accounts at providers of single sign-on of a person',
    permission: 'user:read',
    params: idParams,
    answer: z.array(identity),
    handle: ({ actor, params }) => identitiesOf(actor, params.id),
  }),
  route({
    method: 'DELETE',
    path: '/users/{id}/identities/{identityId}',
    tag: 'People',
    summary: 'Unlink an account of a person; their sessions end',
    permission: 'user:write',
    params: z.object({ id, identityId: id }),
    handle: ({ actor, params }) => unlinkOf(actor, { personId: params.id, identityId: params.identityId }),
  }),
  route({
    method: 'GET',
    path: '/single-sign-on',
    tag: 'Single sign-on',
    summary: 'The providers that the settings name, without their secrets',
    permission: 'system:read',
    answer: z.array(provider),
    handle: ({ actor }) => listProviders(actor),
  }),
  route({
    method: 'POST',
    path: '/single-sign-on/{id}/test',
    tag: 'Single sign-on',
    summary: 'Ask a provider for its description and keys, and say what is wrong with them',
    permission: 'system:read',
    params: idParams,
    answer: z.object({ checks: z.array(check) }),
    handle: ({ actor, params }) => testProvider(actor, params.id),
  }),
]

/** Accounts at providers, and the providers themselves. */
export const routes = [...ownRoutes, ...adminRoutes] as Route[]
