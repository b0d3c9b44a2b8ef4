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
    groups: found.groups.map(({ slug, title, people }, index) => ({
      slug,
      title,
      people,
      quorum: asked[index]?.quorum ?? 'any',
    })),
  }
}

type Found = { groups: Omit<FrozenGroup, 'quorum'>[] } | { impossible: string }

/** The people that an author names, in the same order. */
export async function findPeople(tx: Tx, asked: readonly AskedPeople[]): Promise<Found> {
  const slugs = asked.flatMap((group) => group.group ?? [])
  const names = asked.flatMap((group) => [...group.users, ...group.managersOf])
  const groups = await groupsOf(tx, slugs)
  const people = await peopleOf(tx, names)
  const found: Omit<FrozenGroup, 'quorum'>[] = []
  for (const { group: slug, users, managersOf } of asked) {
    const group = slug === undefined ? undefined : groups.get(slug)
    if (slug !== undefined && !group) return { impossible: `There is no group \`${slug}\`` }
    const named = [...users, ...managersOf].map(
      (name) => [name, people.get(name) ?? people.get(name.toLowerCase())] as const,
    )
    const unknown = named.find(([, person]) => !person)
    if (unknown) return { impossible: `There is no active person \`${unknown[0]}\`` }
    const alone = named.slice(users.length).find(([, person]) => !person?.manager)
    if (alone?.[1]) return { impossible: `${alone[1].name} has no manager who could decide` }
    const direct = named.flatMap(
      ([, person], index) => (index < users.length ? person : person?.manager) ?? [],
    )
    const all = [...(group?.people ?? []), ...direct].map(({ id, name }) => [id, { id, name }] as const)
    const unique = [...new Map(all).values()]
    found.push({ slug, title: group?.name ?? unique.map((person) => person.name).join(', '), people: unique })
  }
  return { groups: found }
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

async function groupsOf(tx: Tx, slugs: string[]) {
  if (slugs.length === 0) return new Map<string, { name: string; people: { id: string; name: string }[] }>()
  const found = await tx.group.findMany({
    where: { slug: { in: slugs } },
    select: {
      slug: true,
      name: true,
      members: {
        where: { person: { active: true, kind: 'person' } },
        select: { person: { select: { id: true, name: true } } },
        orderBy: { personId: 'asc' },
      },
    },
  })
  return new Map(
    found.map(({ slug, name, members }) => [slug, { name, people: members.map((member) => member.person) }]),
  )
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
