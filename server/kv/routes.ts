import { z } from 'zod'
import { filtersOf } from '#server/api/filters.ts'
import { readText } from '#server/api/read-body.ts'
import { route, type Route } from '#server/api/route.ts'
import { deleteKeys, setKey } from './change-keys.ts'
import { getKey, listInheritedKeys, listNamespaceKeys } from './read-keys.ts'
import {
  bulkBody,
  detailSchema,
  entryPageSchema,
  entrySchema,
  keyParams,
  kvListQuery,
  namespaceParams,
  setQuery,
} from './schemas.ts'
import { searchKeys } from './search-keys.ts'

const tag = 'KV'

function valueRoute(path: string) {
  return route({
    method: 'GET',
    path,
    tag,
    summary: 'A value with its type',
    permission: 'kv:read',
    params: keyParams,
    answer: detailSchema,
    handle: ({ actor, params }) => getKey(actor, params),
  })
}

const set = route({
  method: 'PUT',
  path: '/namespaces/{namespace}/kv/{key}',
  tag,
  summary:
    'Sets a value, JSON or Ion text; `ttl` (ISO 8601 duration) and `description` as headers or in the query',
  permission: 'kv:write',
  params: keyParams,
  query: setQuery,
  bodyKind: 'stream',
  handle: async ({ actor, params, query, request }) =>
    setKey(actor, {
      ...params,
      text: await readText(request),
      ttl: query.ttl ?? request.headers.get('ttl') ?? undefined,
      description: query.description ?? request.headers.get('description') ?? undefined,
    }),
})

const remove = route({
  method: 'DELETE',
  path: '/namespaces/{namespace}/kv/{key}',
  tag,
  summary: 'Removes a value; answers whether there was one',
  permission: 'kv:delete',
  params: keyParams,
  answer: z.boolean(),
  handle: async ({ actor, params: { namespace, key } }) =>
    (await deleteKeys(actor, namespace, [key])).keys.length > 0,
})

const removeMany = route({
  method: 'DELETE',
  path: '/namespaces/{namespace}/kv',
  tag,
  summary: 'Removes several values; answers the keys that were there',
  permission: 'kv:delete',
  params: namespaceParams,
  body: bulkBody,
  answer: bulkBody,
  handle: ({ actor, params, body }) => deleteKeys(actor, params.namespace, body.keys),
})

const list = route({
  method: 'GET',
  path: '/namespaces/{namespace}/kv',
  tag,
  summary: 'Keys of a namespace',
  permission: 'kv:read',
  params: namespaceParams,
  answer: z.array(entrySchema),
  handle: ({ actor, params }) => listNamespaceKeys(actor, params.namespace),
})

const inherited = route({
  method: 'GET',
  path: '/namespaces/{namespace}/kv/inheritance',
  tag,
  summary: 'Keys of a namespace and of those above it',
  permission: 'kv:read',
  params: namespaceParams,
  answer: z.array(entrySchema),
  handle: ({ actor, params }) => listInheritedKeys(actor, params.namespace),
})

const search = route({
  method: 'GET',
  path: '/kv',
  tag,
  summary: 'Keys of all namespaces, by filters',
  permission: 'kv:read',
  query: kvListQuery,
  answer: entryPageSchema,
  handle: ({ actor, query: { page, size, sort }, request }) =>
    searchKeys(actor, { page, size, sort, filters: filtersOf(request) }),
})

/** Rows of the router table about the key-value store. */
export const routes: Route[] = [
  inherited,
  list,
  removeMany,
  valueRoute('/namespaces/{namespace}/kv/{key}'),
  valueRoute('/namespaces/{namespace}/kv/{key}/detail'),
  set,
  remove,
  search,
]
