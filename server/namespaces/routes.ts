import { z } from 'zod'
import { filtersOf, refuseFilter, type Condition } from '#server/api/filters.ts'
import { route, type Route } from '#server/api/route.ts'
import { AppError } from '#server/errors.ts'
import { createNamespace, deleteNamespace, updateNamespace } from './change-namespaces.ts'
import { getNamespace, inheritedVariables } from './get-namespace.ts'
import { createBody, namespaceAnswer, namespaceParams, updateBody, variablesAnswer } from './schemas.ts'
import { described, namespaceNames, type NamespaceSearch } from './search-namespaces.ts'

const tag = 'Namespaces'
const permission = 'namespace:read'
const namespace = z.looseObject({
  id: z.string(),
  deleted: z.boolean(),
  description: z.string().optional(),
})

const searchQuery = z.looseObject({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  size: z.coerce.number().int().min(1).max(1000).default(10),
  sort: z.enum(['id:asc', 'id:desc']).optional(),
  existing: z.stringbool().default(false).describe('Only those that hold something themselves'),
})

/** @throws AppError `invalid` for a filter that there is not */
function searchOf(conditions: readonly Condition[]): NamespaceSearch {
  const search: NamespaceSearch = {}
  for (const condition of conditions) {
    if ('anyOf' in condition) return refuseFilter('filters[or]', 'Namespaces are not filtered by groups.')
    const { field, op, values } = condition
    const [value] = values
    if (field === 'q' && (op === 'EQUALS' || op === 'CONTAINS')) search.q = value
    else if (field === 'namespace' && op === 'EQUALS') search.name = value
    else if (field === 'namespace' && (op === 'PREFIX' || op === 'STARTS_WITH')) search.within = value
    else refuseFilter(`filters[${field}][${op}]`, `There is no filter ${field} ${op} for namespaces.`)
  }
  return search
}

const create = route({
  method: 'POST',
  path: '/namespaces',
  tag,
  summary: 'Makes a namespace known, with variables and defaults for its flows',
  permission: 'namespace:write',
  body: createBody,
  answer: namespaceAnswer,
  handle: ({ actor, body: { deleted: _never, ...change } }) => createNamespace(actor, change),
})

const get = route({
  method: 'GET',
  path: '/namespaces/{id}',
  tag,
  summary: 'A namespace that was made, or that something lives in',
  permission,
  params: namespaceParams,
  answer: namespaceAnswer,
  handle: ({ actor, params }) => getNamespace(actor, params.id),
})

const update = route({
  method: 'PUT',
  path: '/namespaces/{id}',
  tag,
  summary:
    'Changes description, variables and defaults, those that are given; flows that take the defaults get a new revision',
  permission: 'namespace:write',
  params: namespaceParams,
  body: updateBody,
  answer: namespaceAnswer,
  handle: ({ actor, params, body: { deleted: _never, id = params.id, ...change } }) => {
    if (id !== params.id)
      throw new AppError('invalid', 'A namespace is not renamed.', {
        details: [{ path: 'id', message: `must be ${params.id}` }],
      })
    return updateNamespace(actor, { ...change, id })
  },
})

const remove = route({
  method: 'DELETE',
  path: '/namespaces/{id}',
  tag,
  summary: 'Forgets a namespace; refused while flows, keys, files or secrets live in it',
  permission: 'namespace:delete',
  params: namespaceParams,
  handle: ({ actor, params }) => deleteNamespace(actor, params.id),
})

const variables = route({
  method: 'GET',
  path: '/namespaces/{id}/inherited-variables',
  tag,
  summary: 'Variables that flows of a namespace see: its own over those of the namespaces above',
  permission,
  params: namespaceParams,
  answer: variablesAnswer,
  handle: ({ actor, params }) => inheritedVariables(actor, params.id),
})

/** Rows of the router table about namespaces. */
export const routes: Route[] = [
  create,
  get,
  update,
  remove,
  variables,
  route({
    method: 'GET',
    path: '/namespaces/search',
    tag,
    summary: 'Namespaces that were made or hold something, and those above them',
    permission,
    query: searchQuery,
    answer: z.object({ results: z.array(namespace), total: z.int() }),
    handle: async ({ actor, query: { page, size, sort, existing }, request }) => {
      const search = searchOf(filtersOf(request, ['existing']))
      const names = await namespaceNames(actor, { ...search, existing })
      if (sort === 'id:desc') names.reverse()
      const ids = names.slice((page - 1) * size, page * size)
      return { results: await described(ids), total: names.length }
    },
  }),
  route({
    method: 'POST',
    path: '/namespaces/autocomplete',
    tag,
    summary: 'Names of namespaces, for a field that is being filled in; the first 1,000',
    permission,
    body: z.object({
      q: z.string().max(200).nullish(),
      ids: z.array(z.string().max(200)).max(1000).nullish(),
      existingOnly: z.boolean().default(false),
    }),
    answer: z.array(z.string()),
    handle: async ({ actor, body: { q, ids, existingOnly } }) => {
      const names = await namespaceNames(actor, { q: q ?? undefined, existing: existingOnly })
      const wanted = ids && ids.length > 0 ? new Set(ids) : undefined
      return names.filter((name) => wanted?.has(name) ?? true).slice(0, 1000)
    },
  }),
]
