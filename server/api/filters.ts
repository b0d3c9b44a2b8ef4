import { z } from 'zod'
import { AppError } from '#server/errors.ts'

/** One condition of a list, as the query spells it: `filters[namespace][PREFIX]=company`. */
export interface Filter {
  field: string
  op: string
  /** Of `labels`. */
  key?: string
  values: string[]
}

/** Conditions of which one list must hold whole: `filters[or][0][state][EQUALS]=FAILED`. */
export interface AnyOf {
  anyOf: Filter[][]
}

export type Condition = Filter | AnyOf

/** The older spelling: a plain parameter is an equality. */
const plain = [
  'q',
  'namespace',
  'flowId',
  'state',
  'labels',
  'startDate',
  'endDate',
  'timeRange',
  'parentId',
  'triggerExecutionId',
  'childFilter',
] as const
const ofTheList = ['page', 'size', 'sort', 'after', 'taskRuns']
const mostConditions = 200

/** @throws AppError `invalid` */
export function refuseFilter(path: string, message: string): never {
  throw new AppError('invalid', message, { details: [{ path, message }] })
}

/** The filters of a call that has parameters of its own besides. @throws AppError `invalid` */
export function filtersOf(request: Request, own: readonly string[] = []): Condition[] {
  const query = new URLSearchParams(new URL(request.url).searchParams)
  for (const name of own) query.delete(name)
  return readFilters(query)
}

/**
 * Reads the filters of a list from its query; all of them must hold.
 * @throws AppError `invalid` for a parameter that is none
 */
export function readFilters(query: URLSearchParams): Condition[] {
  const filters: Filter[] = []
  const groups = new Groups()
  let count = 0
  for (const name of new Set(query.keys())) {
    if (ofTheList.includes(name)) continue
    if (++count > mostConditions) refuseFilter(name, `A list takes ${mostConditions} filters at most.`)
    const values = query.getAll(name)
    const path = pathOf(name)
    if (path) groups.add(path, { name, values })
    else if ((plain as readonly string[]).includes(name)) filters.push(...plainFilter(name, values))
    else refuseFilter(name, `There is no filter ${name}.`)
  }
  const conditions = [...filters, ...groups.conditions()]
  refuseReversed(conditions)
  return conditions
}

/** Filters of a body, as newer clients write them there. */
export const filterBody = z
  .strictObject({
    field: z.string().max(100),
    operation: z.string().max(100),
    value: z.union([z.string(), z.strictObject({ value: z.union([z.string(), z.array(z.string())]) })]),
  })
  .transform(({ field, operation, value }): Filter => {
    const given = typeof value === 'string' ? value : value.value
    return { field: fieldName(field), op: operation, values: [given].flat() }
  })

/** `FLOW_ID` is `flowId`, `QUERY` is `q`; what has a small letter is meant as it is. */
export function fieldName(name: string): string {
  if (/[a-z]/.test(name)) return name
  if (name === 'QUERY') return 'q'
  return name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** `filters[a][B]` is a, B; undefined where it is none. */
function pathOf(name: string): string[] | undefined {
  if (!/^filters(\[[^[\]]+\]){2,7}$/.test(name)) return undefined
  return [...name.matchAll(/\[([^[\]]+)\]/g)].map(([, part = '']) => part)
}

interface Spelled {
  name: string
  values: string[]
}

/** Takes filters with the groups that they are spelled in: a list of which all or one must hold, and in it lists of the other kind. */
class Groups {
  private readonly all: Filter[] = []
  /** By the group's place: the lists of its parts by theirs. */
  private readonly any = new Map<string, Map<string, Filter[]>>()

  add(path: readonly string[], spelled: Spelled): void {
    const [kind, index, ...rest] = path
    if ((kind !== 'or' && kind !== 'and') || !isIndex(index)) return void this.all.push(leaf(path, spelled))
    const [inner, innerIndex, ...leafPath] = rest
    if (inner !== 'or' && inner !== 'and') {
      if (kind === 'and') this.all.push(leaf(rest, spelled))
      else this.into('', index, leaf(rest, spelled))
    } else if (!isIndex(innerIndex) || inner === kind) {
      refuseFilter(spelled.name, `The groups of ${spelled.name} cannot be read.`)
    } else if (kind === 'and') this.into(index, innerIndex, leaf(leafPath, spelled))
    else this.into('', index, leaf(leafPath, spelled))
  }

  conditions(): Condition[] {
    const groups = [...this.any.values()].map((parts): AnyOf => ({ anyOf: [...parts.values()] }))
    return [...this.all, ...groups]
  }

  private into(group: string, part: string, filter: Filter): void {
    const parts = this.any.get(group) ?? new Map<string, Filter[]>()
    this.any.set(group, parts.set(part, [...(parts.get(part) ?? []), filter]))
  }
}

function isIndex(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,4}$/.test(text)
}

function leaf([field, op, key, ...more]: readonly string[], { name, values }: Spelled): Filter {
  if (field === undefined || op === undefined || more.length > 0)
    return refuseFilter(name, `There is no filter ${name}.`)
  return { field, op, key, values }
}

function refuseReversed(conditions: readonly Condition[]): void {
  const at = (field: string) => {
    const found = conditions.find((one): one is Filter => 'field' in one && one.field === field)
    return Date.parse(found?.values[0] ?? '')
  }
  if (at('startDate') > at('endDate'))
    refuseFilter('startDate', 'Illegal argument: Start date must be before End Date')
}

function plainFilter(field: string, values: string[]): Filter[] {
  if (field === 'namespace') return [{ field, op: 'PREFIX', values }]
  if (field === 'startDate') return [{ field, op: 'GREATER_THAN_OR_EQUAL_TO', values }]
  if (field === 'endDate') return [{ field, op: 'LESS_THAN_OR_EQUAL_TO', values }]
  if (field !== 'labels')
    return [{ field, op: values.length > 1 || field === 'state' ? 'IN' : 'EQUALS', values }]
  return values.map((text) => {
    const at = text.indexOf(':')
    if (at < 1) refuseFilter('labels', `A label is written key:value, but received ${text}`)
    return { field, op: 'EQUALS', key: text.slice(0, at), values: [text.slice(at + 1)] }
  })
}
