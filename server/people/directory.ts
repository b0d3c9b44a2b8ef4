import type { JsonObject } from '#engine/flow/flow.ts'
import type { Directory, DirectoryHost, DirectoryLimits, FoundOptions } from '#engine/flow/inputs/types.ts'
import type { Actor } from '#server/actor.ts'
import { db, type Prisma } from '#server/db.ts'

/** At most so many are told at once: a form asks for more letters, and nobody reads out the whole house. */
const mostFound = 20

/**
 * People and groups as a form's pickers see them: active people and their mails, groups and their slugs. It answers inside a form
 * only, for the input that asks; the name `requester` is the actor.
 */
export function directoryFor(actor: Actor): DirectoryHost {
  return {
    find: (directory, names, limits) =>
      directory === 'people' ? findPeople(actor, names, limits) : findGroups(names),
    search: (directory, text, limits) => searchIn(directory, text.trim(), limits),
  }
}

const activePeople = ({ group }: DirectoryLimits): Prisma.PersonWhereInput => ({
  active: true,
  kind: 'person',
  ...(group !== undefined && { memberships: { some: { group: { slug: group } } } }),
})

async function findPeople(
  actor: Actor,
  names: readonly string[],
  limits: DirectoryLimits,
): Promise<ReadonlyMap<string, JsonObject>> {
  if (names.length === 0) return new Map()
  const asked = names.map((name) => (name === 'requester' ? actor.id : name))
  const people = await db.person.findMany({
    where: {
      ...activePeople(limits),
      OR: [{ id: { in: asked } }, { email: { in: asked.map((name) => name.toLowerCase()) } }],
    },
    select: { id: true, name: true, email: true },
  })
  const known = new Map(
    people.flatMap((person) => [[person.id, person] as const, [person.email, person] as const]),
  )
  return new Map(
    names.flatMap((name, at) => {
      const person = known.get(asked[at] ?? '') ?? known.get(name.toLowerCase())
      return person ? [[name, { ...person }] as const] : []
    }),
  )
}

async function findGroups(names: readonly string[]): Promise<ReadonlyMap<string, JsonObject>> {
  if (names.length === 0) return new Map()
  const groups = await db.group.findMany({
    where: { slug: { in: [...names] } },
    select: { slug: true, name: true },
  })
  return new Map(groups.map((group) => [group.slug, { ...group }]))
}

async function searchIn(directory: Directory, text: string, limits: DirectoryLimits): Promise<FoundOptions> {
  if (directory === 'groups') return searchGroups(text)
  // without a letter only the few of a group are told
  if (text === '' && limits.group === undefined) return { options: [], total: 0 }
  const part = { contains: text, mode: 'insensitive' } as const
  const where = { ...activePeople(limits), OR: [{ name: part }, { email: part }] }
  const [people, total] = await Promise.all([
    db.person.findMany({
      where,
      select: { id: true, name: true, email: true },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: mostFound,
    }),
    db.person.count({ where }),
  ])
  return { options: people.map(({ id, name, email }) => ({ value: id, label: name, detail: email })), total }
}

async function searchGroups(text: string): Promise<FoundOptions> {
  const part = { contains: text, mode: 'insensitive' } as const
  const where = { OR: [{ name: part }, { slug: part }] }
  const [groups, total] = await Promise.all([
    db.group.findMany({
      where,
      select: { slug: true, name: true },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: mostFound,
    }),
    db.group.count({ where }),
  ])
  return { options: groups.map(({ slug, name }) => ({ value: slug, label: name, detail: slug })), total }
}
