import { z } from 'zod'
import { readFilters } from '#server/api/filters.ts'
import { AppError } from '#server/errors.ts'
import type { SearchTriggers } from './search-triggers.ts'

const text = z.string().max(200)

/** Kestra's names; `filters[…]` come as keys of their own. */
export const searchQuery = z
  .object({
    q: text.optional(),
    namespace: text.optional(),
    flowId: text.optional(),
    type: text.optional(),
    enabled: z.enum(['true', 'false']).optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
    size: z.coerce.number().int().min(1).max(1000).default(25),
    sort: text.optional(),
  })
  .catchall(z.union([z.string(), z.array(z.string())]))

/** Of the triggers of one flow. */
export const listQuery = z
  .strictObject({
    q: text.optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
    size: z.coerce.number().int().min(1).max(1000).default(1000),
    sort: text.optional(),
  })
  .transform((query) => ({ ...query, sort: sortOf(query.sort) }))

/** The filters of a change of many; a page is no part of it. */
export const manyQuery = searchQuery.omit({ page: true, size: true, sort: true }).extend({
  disabled: z
    .enum(['true', 'false'])
    .default('true')
    .transform((value) => value === 'true'),
})

/** @throws AppError `invalid` for a parameter, field, operator or order that there is not */
export function searchOf(query: z.output<typeof searchQuery>): SearchTriggers {
  const { q, namespace, flowId, type, enabled, page, size, sort, ...others } = query
  const own = { q, namespace, flowId, type, enabled: enabled && enabled === 'true' }
  return { ...conditionsIn(others), ...defined(own), page, size, sort: sortOf(sort) }
}

/** The same for many, without a page. */
export function manyOf({ disabled: _, ...query }: z.output<typeof manyQuery>): SearchTriggers {
  const { q, namespace, flowId, type, enabled, ...others } = query
  return {
    ...conditionsIn(others),
    ...defined({ q, namespace, flowId, type, enabled: enabled && enabled === 'true' }),
  }
}

function defined(search: { [K in keyof SearchTriggers]?: SearchTriggers[K] | '' }): SearchTriggers {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''))
}

function conditionsIn(others: Record<string, string | string[]>): SearchTriggers {
  const pairs = Object.entries(others).flatMap(([name, value]) => [value].flat().map((one) => [name, one]))
  return { conditions: readFilters(new URLSearchParams(pairs)) }
}

const sorts: Readonly<Record<string, NonNullable<SearchTriggers['sort']>['by']>> = {
  triggerId: 'triggerId',
  flowId: 'flowId',
  namespace: 'namespace',
  nextEvaluationDate: 'nextAt',
  nextExecutionDate: 'nextAt',
  lastTriggeredDate: 'lastAt',
  date: 'lastAt',
}

function sortOf(written: string | undefined): SearchTriggers['sort'] {
  if (written === undefined || written === '') return undefined
  const [name = '', direction = 'asc'] = written.split(':')
  const by = Object.hasOwn(sorts, name) ? sorts[name] : undefined
  if (!by || !['asc', 'desc'].includes(direction)) {
    throw new AppError('invalid', `Triggers cannot be sorted by \`${written}\`.`, {
      details: [{ path: 'query.sort', message: `${Object.keys(sorts).join(', ')}, with :asc or :desc` }],
    })
  }
  return { by, descending: direction === 'desc' }
}
