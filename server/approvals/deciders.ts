import type { FrozenGroup, Policy, Quorum } from '#engine/flow/approvals/types.ts'
import { eligible } from '#engine/flow/approvals/policy.ts'
import type { Tx } from '#server/db.ts'
import type { AskedGroup } from './properties.ts'

/** The people of an approval as they are now, or why they cannot be found. */
export type Deciders = { groups: FrozenGroup[] } | { impossible: string }

/** Finds the people who are asked: active ones only, everybody once in a group. Whether they can decide is the policy's to say. */
export async function findDeciders(tx: Tx, asked: readonly AskedGroup[]): Promise<Deciders> {
  const slugs = asked.flatMap((group) => group.group ?? [])
  const names = asked.flatMap((group) => group.users)
  const groups = await groupsOf(tx, slugs)
  const people = await peopleOf(tx, names)
  const frozen: FrozenGroup[] = []
  for (const { group: slug, users, quorum } of asked) {
    const group = slug === undefined ? undefined : groups.get(slug)
    if (slug !== undefined && !group) return { impossible: `There is no group \`${slug}\`` }
    const direct = users.map((name) => people.get(name) ?? people.get(name.toLowerCase()))
    const unknown = users.find((_, index) => !direct[index])
    if (unknown !== undefined) return { impossible: `There is no active person \`${unknown}\`` }
    const found = direct.flatMap((person) => person ?? [])
    const unique = [...new Map([...(group?.people ?? []), ...found].map((one) => [one.id, one])).values()]
    frozen.push({
      slug,
      title: group?.name ?? unique.map((person) => person.name).join(', '),
      people: unique,
      quorum,
    })
  }
  return { groups: frozen }
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

/** By id and by mail, in lower case. */
async function peopleOf(tx: Tx, names: string[]) {
  if (names.length === 0) return new Map<string, { id: string; name: string }>()
  const found = await tx.person.findMany({
    where: {
      active: true,
      kind: 'person',
      OR: [{ id: { in: names } }, { email: { in: names.map((name) => name.toLowerCase()) } }],
    },
    select: { id: true, name: true, email: true },
  })
  return new Map(
    found.flatMap(({ id, name, email }) => [[id, { id, name }] as const, [email, { id, name }] as const]),
  )
}
