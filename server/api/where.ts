import type { Prisma } from '#server/db.ts'
import { refuseFilter, type Condition, type Filter } from './filters.ts'

/** One condition for Prisma, or several lists of them of which one must hold. */
export type Where<W> = W | { OR: { AND: W[] }[] }

/** Conditions of a list for Prisma; `of` says what one filter is, and refuses what there is not. */
export function whereOf<W>(conditions: readonly Condition[], of: (filter: Filter) => W): Where<W>[] {
  return conditions.map((condition) =>
    'anyOf' in condition
      ? { OR: condition.anyOf.map((filters) => ({ AND: filters.map(of) })) }
      : of(condition),
  )
}

const listed = (values: readonly string[]) => values.flatMap((value) => value.split(','))

/** A condition on a text. @throws AppError `invalid` for an operator that it has not */
export function textWhere({ field, op, values }: Filter): Prisma.StringFilter {
  const value = values[0] ?? ''
  switch (op) {
    case 'EQUALS':
      return { equals: value }
    case 'NOT_EQUALS':
      return { not: value }
    case 'IN':
      return { in: listed(values) }
    case 'NOT_IN':
      return { notIn: listed(values) }
    case 'STARTS_WITH':
      return { startsWith: value }
    case 'ENDS_WITH':
      return { endsWith: value }
    case 'CONTAINS':
      return { contains: value, mode: 'insensitive' }
    default:
      return refuseFilter(`filters[${field}][${op}]`, `There is no operator ${op} for ${field}.`)
  }
}

interface Within {
  namespace: string | { startsWith: string }
}

/** A namespace and all below it. */
export function within(root: string): Within[] {
  return [{ namespace: root }, { namespace: { startsWith: `${root}.` } }]
}

/** A condition on the namespace. @throws AppError `invalid` */
export function namespaceWhere(filter: Filter): { namespace: Prisma.StringFilter } | { OR: Within[] } {
  return filter.op === 'PREFIX' ? { OR: within(filter.values[0] ?? '') } : { namespace: textWhere(filter) }
}

/** A text that a person looks for, in capitals or not; `%` and `_` are signs like any other. */
export function containing(text: string): { contains: string; mode: 'insensitive' } {
  return { contains: text.trim().replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' }
}

/** What a search field looks for, in any of several columns. @throws AppError `invalid` */
export function partOf({ field, op, values }: Filter): { contains: string; mode: 'insensitive' } {
  if (op !== 'EQUALS' && op !== 'CONTAINS')
    refuseFilter(`filters[${field}][${op}]`, `There is no operator ${op} for ${field}.`)
  return { contains: (values[0] ?? '').trim(), mode: 'insensitive' }
}

/** Whose flows: those of the namespace `system`, or all others. @throws AppError `invalid` */
export function scopeOf({ field, op, values }: Filter): 'all' | 'none' | 'system' | 'others' {
  const wanted = new Set(listed(values))
  for (const scope of wanted)
    if (scope !== 'USER' && scope !== 'SYSTEM') refuseFilter(field, `There is no scope ${scope}.`)
  if (!['EQUALS', 'NOT_EQUALS', 'IN', 'NOT_IN'].includes(op))
    refuseFilter(`filters[${field}][${op}]`, `There is no operator ${op} for ${field}.`)
  const but = op.startsWith('NOT')
  const [system, others] = [wanted.has('SYSTEM') !== but, wanted.has('USER') !== but]
  if (system && others) return 'all'
  return system ? 'system' : others ? 'others' : 'none'
}
