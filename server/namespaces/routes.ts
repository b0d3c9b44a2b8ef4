import { z } from 'zod'
import { filtersOf, refuseFilter, type Condition } from '#server/api/filters.ts'
import { route, type Route } from '#server/api/route.ts'
import { namespaceNames, type NamespaceSearch } from './search-namespaces.ts'

const tag = 'Namespaces'
const permission = 'flow:read'
const namespace = z.looseObject({ id: z.string(), deleted: z.boolean() })

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

/** Rows of the router table about namespaces. */
export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/namespaces/search',
    tag,
    summary: 'Namespaces that hold flows, keys or files, and those above them',
    permission,
    query: searchQuery,
    answer: z.object({ results: z.array(namespace), total: z.int() }),
    handle: async ({ actor, query: { page, size, sort, existing }, request }) => {
      const search = searchOf(filtersOf(request, ['existing']))
      const names = await namespaceNames(actor, { ...search, existing })
      if (sort === 'id:desc') names.reverse()
      const results = names.slice((page - 1) * size, page * size).map((id) => ({ id, deleted: false }))
      return { results, total: names.length }
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
