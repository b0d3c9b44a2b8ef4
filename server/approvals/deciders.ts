import type { FrozenGroup, PersonRef, Policy, Quorum } from '#engine/flow/approvals/types.ts'
import { eligible } from '#engine/flow/approvals/policy.ts'
import type { Tx } from '#server/db.ts'
import type { AskedGroup, AskedPeople } from './properties.ts'

/** The people of an approval as they are now, or why they cannot be found. */
export type Deciders = { groups: FrozenGroup[] } | { impossible: string }

/** Finds the people who are asked: active ones only, everybody once in a group. Whether they can decide is the policy's to say. */
export async function findDeciders(tx: Tx, asked: readonly AskedGroup[]): Promise<Deciders> {
  const found = await findPeople(tx, asked)
  if ('impossible' in found) return found
  return {
    groups: found.groups.map((group, index) => ({ ...group, quorum: asked[index]?.quorum ?? 'any' })),
  }
}

type Found = { groups: Omit<FrozenGroup, 'quorum'>[] } | { impossible: string }

/** The people that an author names, in the same order. */
export async function findPeople(tx: Tx, asked: readonly AskedPeople[]): Promise<Found> {
  const names = asked.flatMap((group) => [...group.users, ...group.managersOf])
  const known = await groupsOf(tx, asked)
  const people = await peopleOf(tx, names)
  const found: Omit<FrozenGroup, 'quorum'>[] = []
  for (const { users, managersOf, ...named } of asked) {
    const groups = groupsAmong(known, named)
    if ('impossible' in groups) return groups
    const persons = [...users, ...managersOf].map(
      (name) => [name, people.get(name) ?? people.get(name.toLowerCase())] as const,
    )
    const unknown = persons.find(([, person]) => !person)
    if (unknown) return { impossible: `There is no active person \`${unknown[0]}\`` }
    const alone = persons.slice(users.length).find(([, person]) => !person?.manager)
    if (alone?.[1]) return { impossible: `${alone[1].name} has no manager who could decide` }
    const direct = persons.flatMap(
      ([, person], index) => (index < users.length ? person : person?.manager) ?? [],
    )
    found.push(groupOf(groups.found, direct))
  }
  return { groups: found }
}

type KnownGroup = Awaited<ReturnType<typeof groupsOf>>[number]

/** Those that are meant: by slug, or where that may be by a name that only one of them has. */
function groupsAmong(
  known: readonly KnownGroup[],
  { group, groups = [] }: Pick<AskedPeople, 'group' | 'groups'>,
): { found: KnownGroup[] } | { impossible: string } {
  const found: KnownGroup[] = []
  for (const name of [group ?? [], groups].flat()) {
    const named = name === group ? [] : known.filter((one) => one.name === name)
    const one = known.find(({ slug }) => slug === name) ?? (named.length === 1 ? named[0] : undefined)
    if (!one && named.length > 1)
      return { impossible: `Several groups are called \`${name}\`: the slug says which` }
    if (!one) return { impossible: `There is no group \`${name}\`` }
    found.push(one)
  }
  return { found }
}

/** One group of deciders out of groups and people; who comes in by more than one of them is in it once. */
function groupOf(groups: readonly KnownGroup[], direct: readonly PersonRef[]): Omit<FrozenGroup, 'quorum'> {
  const all = [...groups.flatMap(({ people }) => people), ...direct]
  const people = [...new Map(all.map(({ id, name }) => [id, { id, name }] as const)).values()]
  const [only] = groups
  if (!only) return { title: people.map(({ name }) => name).join(', '), people }
  if (groups.length === 1 && direct.length === 0) return { slug: only.slug, title: only.name, people }
  const title = [...new Set([...groups, ...direct].map(({ name }) => name))].join(', ')
  return { slugs: groups.map(({ slug }) => slug), title, people }
}

/** In words for a reader: "any one", "all", "2 of them". */
export function quorumText(quorum: Quorum): string {
  if (quorum === 'any') return 'any one'
  if (quorum === 'all') return 'all'
  return `${quorum} of them`
}

/** Everybody once who may decide in these groups of the policy. */
export function mayDecide(policy: Policy, groups = policy.groups): string[] {
  return [...new Set(groups.flatMap((group) => [...eligible(policy, group)]))]
}

async function groupsOf(tx: Tx, asked: readonly AskedPeople[]) {
  const slugs = asked.flatMap(({ group, groups = [] }) => [group ?? [], groups].flat())
  if (slugs.length === 0) return []
  const names = asked.flatMap(({ groups = [] }) => groups)
  const found = await tx.group.findMany({
    where: { OR: [{ slug: { in: slugs } }, { name: { in: names } }] },
    select: {
      slug: true,
      name: true,
      members: {
        where: { person: { active: true, kind: 'person' } },
        select: { person: { select: { id: true, name: true } } },
        orderBy: { personId: 'asc' },
      },
    },
    orderBy: { slug: 'asc' },
  })
  return found.map(({ slug, name, members }) => ({ slug, name, people: members.map(({ person }) => person) }))
}

interface Known extends PersonRef {
  /** Their manager, where that is active. */
  manager?: PersonRef
}

/** By id and by mail, in lower case. */
async function peopleOf(tx: Tx, names: string[]): Promise<Map<string, Known>> {
  if (names.length === 0) return new Map()
  const found = await tx.person.findMany({
    where: {
      active: true,
      kind: 'person',
      OR: [{ id: { in: names } }, { email: { in: names.map((name) => name.toLowerCase()) } }],
    },
    select: {
      id: true,
      name: true,
      email: true,
      manager: { select: { id: true, name: true, active: true } },
    },
  })
  return new Map(
    found.flatMap(({ id, name, email, manager }) => {
      const known: Known = { id, name, ...(manager?.active ? { manager } : {}) }
      return [[id, known] as const, [email, known] as const]
    }),
  )
}
