import { filtersOf } from '#server/api/filters.ts'
import { route, type Route } from '#server/api/route.ts'
import { administration } from '#server/people/schemas.ts'
import * as tokens from '#server/tokens/schemas.ts'
import { createAccountToken, listAccountTokens, revokeAccountToken } from './account-tokens.ts'
import { createAccount, deleteAccount, updateAccount } from './save-account.ts'
import * as schema from './schemas.ts'
import { getAccount, searchAccounts } from './search-accounts.ts'

const tag = 'Service accounts'

const accountRoutes = [
  route({
    method: 'GET',
    path: '/service-accounts',
    tag,
    summary: 'Service accounts by name',
    permission: 'service-account:read',
    query: schema.accountQuery,
    answer: schema.accountPage,
    handle: ({ actor, query: { page, size, sort }, request }) =>
      searchAccounts(actor, { page, size, sort, filters: filtersOf(request) }),
  }),
  route({
    method: 'POST',
    path: '/service-accounts',
    tag,
    summary: 'Make a service account',
    permission: 'service-account:write',
    body: schema.accountBody,
    answer: schema.accountAnswer,
    handle: ({ actor, body }) => createAccount(actor, body),
  }),
  route({
    method: 'GET',
    path: '/service-accounts/{id}',
    tag,
    summary: 'Get a service account',
    permission: 'service-account:read',
    params: schema.idParams,
    answer: schema.accountAnswer,
    handle: ({ actor, params }) => getAccount(actor, params.id),
  }),
  route({
    method: 'PUT',
    path: '/service-accounts/{id}',
    tag,
    summary: 'Change a service account: name, description, groups, roles',
    permission: 'service-account:write',
    params: schema.idParams,
    body: schema.accountBody,
    answer: schema.accountAnswer,
    handle: ({ actor, params, body }) => updateAccount(actor, params.id, body),
  }),
  route({
    method: 'PATCH',
    path: '/service-accounts/{id}',
    tag,
    summary: 'Change a part of a service account',
    permission: 'service-account:write',
    params: schema.idParams,
    body: schema.accountChange,
    answer: schema.accountAnswer,
    handle: ({ actor, params, body }) => updateAccount(actor, params.id, body),
  }),
  route({
    method: 'DELETE',
    path: '/service-accounts/{id}',
    tag,
    summary: 'Delete a service account with its tokens',
    permission: 'service-account:write',
    params: schema.idParams,
    handle: ({ actor, params }) => deleteAccount(actor, params.id),
  }),
]

/** Under two names: newer clients say the second. */
const administers = ['superadmin', 'instanceowner'].map((word) =>
  route({
    method: 'PATCH',
    path: `/service-accounts/{id}/${word}`,
    tag,
    summary: 'Give or take the role that administers the product',
    permission: 'service-account:write',
    params: schema.idParams,
    body: administration,
    handle: async ({ actor, params, body }) => void (await updateAccount(actor, params.id, body)),
  }),
)

const tokenRoutes = [
  route({
    method: 'GET',
    path: '/service-accounts/{id}/api-tokens',
    tag,
    summary: 'List the tokens of a service account',
    permission: 'service-account:read',
    params: schema.idParams,
    answer: tokens.tokenList,
    handle: ({ actor, params }) => listAccountTokens(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/service-accounts/{id}/api-tokens',
    tag,
    summary: 'Make a token of a service account; the answer has its text, once',
    permission: 'service-account:write',
    params: schema.idParams,
    body: tokens.newToken,
    answer: tokens.madeToken,
    // a whole response is not kept for repeats of an idempotency key: the text is nowhere in clear
    handle: async ({ actor, params, body }) =>
      Response.json(await createAccountToken(actor, params.id, body)),
  }),
  route({
    method: 'DELETE',
    path: '/service-accounts/{id}/api-tokens/{tokenId}',
    tag,
    summary: 'Revoke a token of a service account',
    permission: 'service-account:write',
    params: tokens.tokenOfParams,
    handle: ({ actor, params }) => revokeAccountToken(actor, params),
  }),
]

/** Rows of the router table about service accounts and their tokens. */
export const routes: Route[] = [...accountRoutes, ...administers, ...tokenRoutes]
