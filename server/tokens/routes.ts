import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { createToken, listTokens, revokeToken } from './own-tokens.ts'
import * as schema from './schemas.ts'
import { createTokenOf, listTokensOf, revokeTokenOf } from './tokens-of-people.ts'

const idParams = z.object({ id: z.string().min(1).max(100) })

/** Rows of the router table about tokens of people. */
export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/me/api-tokens',
    tag: 'Me',
    summary: 'List your tokens',
    permission: 'token:read',
    answer: schema.tokenList,
    handle: ({ actor }) => listTokens(actor),
  }),
  route({
    method: 'POST',
    path: '/me/api-tokens',
    tag: 'Me',
    summary: 'Make a token; the answer has its text, once',
    permission: 'token:write',
    body: schema.newToken,
    answer: schema.madeToken,
    // a whole response is not kept for repeats of an idempotency key: the text is nowhere in clear
    handle: async ({ actor, body }) => Response.json(await createToken(actor, body)),
  }),
  route({
    method: 'DELETE',
    path: '/me/api-tokens/{tokenId}',
    tag: 'Me',
    summary: 'Revoke a token',
    permission: 'token:write',
    params: schema.tokenParams,
    handle: ({ actor, params }) => revokeToken(actor, params.tokenId),
  }),
  route({
    method: 'GET',
    path: '/users/{id}/api-tokens',
    tag: 'People',
    summary: 'List the tokens of a person',
    permission: 'token:read',
    params: idParams,
    answer: schema.tokenList,
    handle: ({ actor, params }) => listTokensOf(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/users/{id}/api-tokens',
    tag: 'People',
    summary: 'Make a token of a person, who is told of it; the answer has its text, once',
    permission: 'token:write',
    params: idParams,
    body: schema.newToken,
    answer: schema.madeToken,
    handle: async ({ actor, params, body }) => Response.json(await createTokenOf(actor, params.id, body)),
  }),
  route({
    method: 'DELETE',
    path: '/users/{id}/api-tokens/{tokenId}',
    tag: 'People',
    summary: 'Revoke a token of a person',
    permission: 'token:write',
    params: schema.tokenOfParams,
    handle: ({ actor, params }) => revokeTokenOf(actor, { personId: params.id, id: params.tokenId }),
  }),
]
