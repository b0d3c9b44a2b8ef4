import { z } from 'zod'
import { readFilters } from '#server/api/filters.ts'
import { type SearchFlows, sortOf } from './search-flows.ts'

const text = z.string().max(200)

/** Kestra's names; `filters[…]` come as keys of their own. */
export const searchQuery = z
  .object({
    q: text.optional(),
    namespace: text.optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
    size: z.coerce.number().int().min(1).max(1000).default(25),
    sort: text.optional(),
  })
  .catchall(z.union([z.string(), z.array(z.string())]))

/** @throws AppError `invalid` for a parameter, field or operator that there is not */
export function searchOf(query: z.infer<typeof searchQuery>): SearchFlows {
  const { q, namespace, page, size, sort, ...others } = query
  const pairs = Object.entries(others).flatMap(([name, value]) => [value].flat().map((one) => [name, one]))
  return { q, namespace, page, size, sort: sortOf(sort), conditions: readFilters(new URLSearchParams(pairs)) }
}
