import type { Actor } from '#server/actor.ts'
import { filtersOf } from '#server/api/filters.ts'
import { route, type Route } from '#server/api/route.ts'
import { AppError } from '#server/errors.ts'
import { auditRead } from '#server/audit/sensitive.ts'
import { can } from '#server/people/can.ts'
import { deleteSecret, describeSecret, setSecret } from './change-secrets.ts'
import { inheritedSecrets, searchSecrets } from './read-secrets.ts'
import {
  describeBody,
  entries,
  entryPage,
  inheritedAnswer,
  listQuery,
  namespaceParams,
  secretParams,
  setBody,
  usageAnswer,
} from './schemas.ts'
import { secretUsage } from './usage.ts'
import type { SecretEntry } from './view.ts'

const tag = 'Secrets'

/** What Kestra's clients are answered after a change: the secrets of the namespace, as far as one may see them. */
async function afterwards(actor: Actor, namespace: string): Promise<SecretEntry[]> {
  if (!can(actor, 'secret:read', { namespace })) return []
  return (await searchSecrets(actor, { namespace, page: 1, size: 1000, filters: [] })).results
}

/** Names that leave by the API are written down; the pages show them to who works with them. */
async function noteNames(actor: Actor, namespace: string): Promise<void> {
  if (actor.door === 'api')
    await auditRead(actor, 'secret:read', { subjectType: 'namespace', subjectId: namespace })
}

const list = route({
  method: 'GET',
  path: '/namespaces/{namespace}/secrets',
  tag,
  summary: 'Names of the secrets of a namespace; values are never told',
  permission: 'secret:read',
  params: namespaceParams,
  query: listQuery,
  answer: entryPage,
  handle: async ({ actor, params, query: { page, size, sort }, request }) => {
    const filters = filtersOf(request)
    const found = await searchSecrets(actor, { page, size, sort, filters, ...params })
    await noteNames(actor, params.namespace)
    return { readOnly: false, ...found }
  },
})

const search = route({
  method: 'GET',
  path: '/secrets',
  tag,
  summary: 'Names of the secrets of all namespaces, by filters; values are never told',
  permission: 'secret:read',
  query: listQuery,
  answer: entryPage,
  handle: async ({ actor, query: { page, size, sort }, request }) => {
    const filters = filtersOf(request)
    const found = await searchSecrets(actor, { page, size, sort, filters })
    await noteNames(actor, 'all')
    return { readOnly: false, ...found }
  },
})

const inherited = route({
  method: 'GET',
  path: '/namespaces/{namespace}/inherited-secrets',
  tag,
  summary: 'Names of the secrets that flows of a namespace can read, by the namespace that they stand in',
  permission: 'secret:read',
  params: namespaceParams,
  answer: inheritedAnswer,
  handle: async ({ actor, params }) => {
    const found = await inheritedSecrets(actor, params.namespace)
    await noteNames(actor, params.namespace)
    return found
  },
})

const usage = route({
  method: 'GET',
  path: '/namespaces/{namespace}/secrets/usage',
  tag,
  summary: 'Which flows of a namespace and below it name which secret',
  permission: 'secret:read',
  params: namespaceParams,
  answer: usageAnswer,
  handle: ({ actor, params }) => secretUsage(actor, params.namespace),
})

const set = route({
  method: 'PUT',
  path: '/namespaces/{namespace}/secrets',
  tag,
  summary: 'Sets or replaces a secret',
  permission: 'secret:write',
  params: namespaceParams,
  body: setBody,
  answer: entries,
  handle: async ({ actor, params: { namespace }, body }) => {
    await setSecret(actor, { namespace, ...body })
    return afterwards(actor, namespace)
  },
})

const describe = route({
  method: 'PATCH',
  path: '/namespaces/{namespace}/secrets/{key}',
  tag,
  summary: 'Changes description and tags of a secret; its value stays',
  permission: 'secret:write',
  params: secretParams,
  body: describeBody,
  answer: entries,
  handle: async ({ actor, params, body: { key, namespace, ...words } }) => {
    if ((key ?? params.key) !== params.key || (namespace ?? params.namespace) !== params.namespace)
      throw new AppError('invalid', 'A secret is not renamed or moved: set a new one and delete this one.', {
        details: [{ path: 'key', message: `must be ${params.key} in ${params.namespace}` }],
      })
    await describeSecret(actor, { ...params, ...words })
    return afterwards(actor, params.namespace)
  },
})

const remove = route({
  method: 'DELETE',
  path: '/namespaces/{namespace}/secrets/{key}',
  tag,
  summary: 'Deletes a secret for good',
  permission: 'secret:delete',
  params: secretParams,
  handle: ({ actor, params }) => deleteSecret(actor, params),
})

/** Rows of the router table about secrets. */
export const routes: Route[] = [usage, list, inherited, search, set, describe, remove]
