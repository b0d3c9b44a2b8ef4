import { filtersOf, refuseFilter } from '#server/api/filters.ts'

/** `filters[q][EQUALS]=…`, as newer clients search for people. @throws AppError `invalid` for another filter */
export function searchOf(request: Request): string | undefined {
  const [filter, more] = filtersOf(request, ['active', 'role', 'group', 'q'])
  if (filter === undefined) return undefined
  if (more || 'anyOf' in filter || filter.field !== 'q' || filter.op !== 'EQUALS')
    return refuseFilter('filters', 'People are searched by filters[q][EQUALS] only.')
  return filter.values[0]
}
