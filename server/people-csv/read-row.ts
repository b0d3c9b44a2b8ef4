import type { z } from 'zod'
import { namespace as namespaceOf } from '#server/roles/schemas.ts'
import { facts } from '#server/people/schemas.ts'
import { itemsOf, type Column } from './columns.ts'
import type { TableRow } from './read-table.ts'
import type { RowProblem } from './view.ts'

/** A role as a cell names it: by its name or its id. */
export interface NamedRole {
  role: string
  namespace?: string
}

/** What a row says; what is absent stays, or is as usual for somebody new. */
export interface RowGiven {
  line: number
  email: string
  name?: string
  /** Slugs. */
  groups?: string[]
  roles?: NamedRole[]
  /** Mail address; null: none. */
  manager?: string | null
  timeZone?: string
  language?: string
  active?: boolean
}

const mostItems = 50
const yes = ['true', 'yes', '1']
const no = ['false', 'no', '0']

/** Reads the cells of a row; each that cannot be read is told. */
export function readRow({ line, cells }: TableRow): { given: RowGiven; problems: RowProblem[] } {
  const problems: RowProblem[] = []
  const tell = (column: Column, message: string) => void problems.push({ line, column, message })
  /** An empty cell of one fact says nothing. */
  const fact = (column: Column, schema: z.ZodType<string>) => {
    const cell = cells[column]
    if (cell === undefined || cell === '') return undefined
    const read = schema.safeParse(cell)
    if (read.success) return read.data
    tell(column, read.error.issues[0]?.message ?? 'cannot be read')
    return undefined
  }
  const list = (column: Column) => {
    const cell = cells[column]
    if (cell === undefined) return undefined
    const items = itemsOf(cell)
    if (items.length > mostItems) tell(column, `names more than ${mostItems}`)
    return items.slice(0, mostItems)
  }
  if (!cells.mail) tell('mail', 'is required')
  const email = fact('mail', facts.email)?.toLowerCase() ?? cells.mail ?? ''
  const manager = cells.manager === '' ? null : fact('manager', facts.email)?.toLowerCase()
  const roles = list('roles')?.map(roleOf)
  for (const { namespace } of roles ?? [])
    if (namespace !== undefined && !namespaceOf.safeParse(namespace).success)
      tell('roles', `${namespace} is not a namespace`)
  const given: RowGiven = {
    line,
    email,
    name: fact('name', facts.name),
    groups: list('groups'),
    roles,
    manager,
    timeZone: fact('timeZone', facts.timeZone),
    language: fact('language', facts.language),
    active: flagOf(cells.active, () => {
      tell('active', 'is true or false')
    }),
  }
  return { given, problems }
}

/** `engineer@company.team`, or everywhere: `engineer`. */
function roleOf(item: string): NamedRole {
  const at = item.lastIndexOf('@')
  if (at < 1) return { role: item }
  return { role: item.slice(0, at).trim(), namespace: item.slice(at + 1).trim() }
}

function flagOf(cell: string | undefined, wrong: () => void): boolean | undefined {
  const word = cell?.toLowerCase()
  if (!word) return undefined
  if (!yes.includes(word) && !no.includes(word)) wrong()
  return !no.includes(word)
}
