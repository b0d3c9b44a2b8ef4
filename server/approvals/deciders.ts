import type { FrozenGroup, Policy, Quorum } from '#engine/flow/approvals/types.ts'
import type { Tx } from '#server/db.ts'
import type { AskedGroup } from './properties.ts'

/** The people of an approval as they are now, or why no one can decide it. */
export type Deciders = { groups: FrozenGroup[]; named: ReadonlySet<string> } | { impossible: string }

interface Asked {
  groups: readonly AskedGroup[]
  notRequester: boolean
  requesterId?: string
}

/**
 * Finds who decides: active people only, the requester left out where the rule says so, everybody once in a group.
 * A group that can never reach its quorum is an answer, not an approval that waits for ever.
 */
export async function findDeciders(tx: Tx, asked: Asked): Promise<Deciders> {
  const slugs = asked.groups.flatMap((group) => group.group ?? [])
  const names = asked.groups.flatMap((group) => group.users)
  const [groups, people] = await Promise.all([groupsOf(tx, slugs), peopleOf(tx, names)])
  const frozen: FrozenGroup[] = []
  const named = new Set<string>()
  for (const { group: slug, users, quorum } of asked.groups) {
    const group = slug === undefined ? undefined : groups.get(slug)
    if (slug !== undefined && !group) return { impossible: `There is no group \`${slug}\`.` }
    const direct = users.map((name) => people.get(name.toLowerCase()) ?? people.get(name))
    const unknown = users.find((_, index) => !direct[index])
    if (unknown !== undefined) return { impossible: `There is no active person \`${unknown}\`.` }
    const all = [...(group?.people ?? []), ...direct.flatMap((person) => person ?? [])]
    const unique = [...new Map(all.map(({ id, name }) => [id, { id, name }])).values()]
    const eligible = unique.filter(({ id }) => !(asked.notRequester && id === asked.requesterId))
    const title = group?.name ?? eligible.map((person) => person.name).join(', ')
    if (eligible.length === 0) return { impossible: noOne(slug, unique.length > 0) }
    if (neededOf(quorum, eligible.length) > eligible.length) {
      return { impossible: `${title}: ${quorum} have to decide, but only ${eligible.length} can.` }
    }
    for (const person of direct) if (person) named.add(person.id)
    frozen.push({ slug, title, people: eligible, quorum })
  }
  return frozen.length === 0 ? { impossible: 'No one is named to decide.' } : { groups: frozen, named }
}

/** How many different people of so many must agree. */
export function neededOf(quorum: Quorum, people: number): number {
  if (quorum === 'any') return 1
  if (quorum === 'all') return people
  if (typeof quorum === 'number') return quorum
  return Math.max(1, Math.ceil((Number.parseFloat(quorum) / 100) * people))
}

/** In words for a reader: "any one", "all", "2 of them". */
export function quorumText(quorum: Quorum): string {
  if (quorum === 'any') return 'any one'
  if (quorum === 'all') return 'all'
  return typeof quorum === 'number' ? `${quorum} of them` : `${quorum} of them`
}

/** Everybody of a policy once. */
export function peopleIn(policy: Policy): { id: string; name: string }[] {
  return [...new Map(policy.groups.flatMap((group) => group.people).map((one) => [one.id, one])).values()]
}

function noOne(slug: string | undefined, onlyRequester: boolean): string {
  const who = slug === undefined ? 'The people named to decide' : `The group \`${slug}\``
  return onlyRequester
    ? `${who}: the requester may not decide, and there is no one else.`
    : `${who} has no active member who could decide.`
}

async function groupsOf(tx: Tx, slugs: string[]) {
  if (slugs.length === 0) return new Map<string, { name: string; people: { id: string; name: string }[] }>()
  const found = await tx.group.findMany({
    where: { slug: { in: slugs } },
    select: {
      slug: true,
      name: true,
      members: {
        where: { person: { active: true } },
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
      OR: [{ id: { in: names } }, { email: { in: names.map((name) => name.toLowerCase()) } }],
    },
    select: { id: true, name: true, email: true },
  })
  return new Map(
    found.flatMap(({ id, name, email }) => [[id, { id, name }] as const, [email, { id, name }] as const]),
  )
}
