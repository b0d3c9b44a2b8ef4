import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import type { RoleGrant } from '#server/people/view.ts'
import { cellsOf, type Written } from './cells.ts'
import { columns, type Column } from './columns.ts'
import type { Known, KnownPerson } from './known.ts'
import { inCircle } from './circles.ts'
import type { RowGiven } from './read-row.ts'
import { rightProblems } from './right-problems.ts'
import type { ImportedRow, RowProblem } from './view.ts'

/** A row with what is to be written of it. */
export interface Planned {
  id: string
  before?: KnownPerson
  wanted: Written
  managerId: string | null
  row: ImportedRow
}

const newcomer = { timeZone: 'UTC', active: true }
/** Of somebody new in a file without that column: what people that are made by hand have. */
const usual: readonly RoleGrant[] = [{ role: 'requester' }]

/** What becomes of each row, and all that is wrong with it. `told`: what was wrong when they were read. */
export function planOf(
  actor: Actor,
  given: readonly RowGiven[],
  { known, told }: { known: Known; told: readonly RowProblem[] },
): Planned[] {
  const ids = new Map(
    given.map(({ email }) => [email, known.people.get(email)?.id ?? randomBytes(16).toString('base64url')]),
  )
  const first = new Map<string, number>()
  const planned = given.map((one) => {
    const problems = told.filter(({ line }) => line === one.line)
    const tell = (column: Column, message: string) => void problems.push({ line: one.line, column, message })
    const earlier = first.get(one.email)
    if (earlier !== undefined) tell('mail', `is in line ${earlier} already`)
    else first.set(one.email, one.line)
    const before = known.people.get(one.email)
    if (before && before.kind !== 'person') tell('mail', 'is of a service account')
    if (!before && one.name === undefined) tell('name', 'is required for somebody new')
    const wanted = wantedOf(one, { before, known, tell, language: actor.language })
    const plan = { id: ids.get(one.email) ?? '', before, wanted }
    const managerId = managerOf(plan, one, { known, ids, tell })
    for (const problem of rightProblems(actor, plan, known)) tell(problem.column, problem.message)
    return { ...plan, managerId, row: rowOf(one.line, plan, { known, problems }) }
  })
  const above = new Map(known.managers)
  for (const { id, managerId } of planned) above.set(id, managerId)
  for (const { id, row } of planned) {
    if (!inCircle(id, above)) continue
    row.what = 'wrong'
    row.problems.push({
      line: row.line,
      column: 'manager',
      message: 'goes round in a circle: somebody would be above themselves',
    })
  }
  return planned
}

interface Around {
  before?: KnownPerson
  known: Known
  tell(column: Column, message: string): void
  /** Of somebody new. */
  language: string
}

function wantedOf(given: RowGiven, { before, known, tell, language }: Around): Written {
  const groups = given.groups?.flatMap((slug) => {
    const group = known.groups.get(slug)
    if (!group) tell('groups', `there is no group ${slug}`)
    return group?.slug ?? []
  })
  const roles = given.roles?.flatMap(({ role: word, namespace }) => {
    const role = known.roles.find(({ id, name }) => id === word || name === word)
    if (!role) tell('roles', `there is no role ${word}`)
    return role ? [{ role: role.id, namespace }] : []
  })
  const there = before && {
    name: before.name,
    groups: before.memberships.map(({ group }) => group.slug),
    roles: before.roleBindings.map(({ role, namespace }) => ({ role, namespace: namespace ?? undefined })),
    manager: before.manager?.email ?? null,
    timeZone: before.timeZone,
    language: before.language,
    active: before.active,
  }
  const start = there ?? { ...newcomer, language, name: '', groups: [], roles: usual, manager: null }
  return {
    email: given.email,
    name: given.name ?? start.name,
    groups: groups ?? start.groups,
    roles: roles ?? start.roles,
    manager: given.manager === undefined ? start.manager : given.manager,
    timeZone: given.timeZone ?? start.timeZone,
    language: given.language ?? start.language,
    active: given.active ?? start.active,
  }
}

function managerOf(
  { id, before }: Pick<Planned, 'id' | 'before'>,
  { manager }: RowGiven,
  { known, ids, tell }: Pick<Around, 'known' | 'tell'> & { ids: ReadonlyMap<string, string> },
): string | null {
  if (manager === undefined) return before?.managerId ?? null
  if (manager === null) return null
  const there = known.people.get(manager)
  if (there && there.kind !== 'person') tell('manager', 'is a service account')
  const managerId = there?.id ?? ids.get(manager)
  if (managerId === undefined) tell('manager', `${manager} is nobody here, nor in this file`)
  if (managerId === id) tell('manager', 'is the person themselves')
  return managerId === undefined || managerId === id ? null : managerId
}

function rowOf(
  line: number,
  { before, wanted }: Pick<Planned, 'before' | 'wanted'>,
  { known, problems }: { known: Known; problems: RowProblem[] },
): ImportedRow {
  const after = cellsOf(wanted, known.roles)
  const was =
    before &&
    cellsOf(
      {
        ...before,
        groups: before.memberships.map(({ group }) => group.slug),
        roles: before.roleBindings,
        manager: before.manager?.email,
      },
      known.roles,
    )
  const changes = columns.flatMap((column) =>
    was?.[column] === after[column] ? [] : [{ column, before: was?.[column], after: after[column] }],
  )
  const done = before ? (changes.length > 0 ? 'changed' : 'unchanged') : 'new'
  return {
    line,
    mail: wanted.email,
    name: wanted.name,
    what: problems.length > 0 ? 'wrong' : done,
    changes,
    problems,
  }
}
