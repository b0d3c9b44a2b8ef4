import { z } from 'zod'
import { AppError } from '#server/errors.ts'
import { type SearchFlows, sortOf } from './search-flows.ts'

const text = z.string().max(200)

/** Kestra's names; `filters[…]` come as keys of their own. */
export const searchQuery = z
  .object({
    q: text.optional(),
    namespace: text.optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
    size: z.coerce.number().int().min(1).max(200).default(25),
    sort: text.optional(),
  })
  .catchall(z.union([z.string(), z.array(z.string())]))

const readers: Record<string, (value: string) => Partial<SearchFlows>> = {
  'filters[q][EQUALS]': (q) => ({ q }),
  'filters[q][CONTAINS]': (q) => ({ q }),
  'filters[namespace][EQUALS]': (exactNamespace) => ({ exactNamespace }),
  'filters[namespace][PREFIX]': (namespace) => ({ namespace }),
  'filters[namespace][STARTS_WITH]': (namespace) => ({ namespace }),
  'filters[flowId][EQUALS]': (id) => ({ id }),
}

/** @throws AppError `invalid` for a parameter, field or operator that there is not */
export function searchOf(query: z.infer<typeof searchQuery>): SearchFlows {
  const { q, namespace, page, size, sort, ...others } = query
  let search: SearchFlows = { q, namespace, page, size, sort: sortOf(sort) }
  for (const [name, value] of Object.entries(others)) {
    const read = readers[name]
    if (!read || typeof value !== 'string') {
      const message = `\`${name}\` is not a filter of flows. There are: ${Object.keys(readers).join(', ')}`
      throw new AppError('invalid', message, { details: [{ path: `query.${name}`, message }] })
    }
    search = { ...search, ...read(value) }
  }
  return search
}
