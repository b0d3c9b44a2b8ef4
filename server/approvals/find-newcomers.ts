import type { Newcomers } from '#engine/flow/approvals/amendment.ts'
import { hasVoted } from '#engine/flow/approvals/on-behalf.ts'
import { mayAct } from '#engine/flow/approvals/policy.ts'
import type { ShortGroup } from '#engine/flow/approvals/reach.ts'
import type { PersonRef, Policy, Vote } from '#engine/flow/approvals/types.ts'
import type { Flow } from '#engine/flow/flow.ts'
import { whoIsAway } from '#server/absences/who-is-away.ts'
import { db } from '#server/db.ts'
import { ownersOf } from '#server/flows/owners.ts'
import { holdersOf, isHolder } from './one-of.ts'

/** An approval that is short of people. */
interface Short {
  policy: Policy
  votes: readonly Vote[]
  short: readonly ShortGroup[]
  flow: Pick<Flow, 'owner' | 'namespace'>
}

const person = { id: true, name: true } as const
const there = { active: true, kind: 'person' } as const

/**
 * Who comes into the groups that are short: the managers of those who are missed, then the group's owners, then the flow's owner, as
 * far as it takes. Nobody comes who is asked already, or whom the rules leave out, nor into two groups; who is away only where
 * nobody else is found.
 * @returns undefined where too few are found
 */
export async function findNewcomers({ policy, votes, short, flow }: Short): Promise<Newcomers[] | undefined> {
  const taken = new Set(policy.groups.flatMap(({ people }) => people.map(({ id }) => id)))
  const come: Newcomers[] = []
  const { oneOf } = policy.rules
  const holds = oneOf && (await holdersOf(db, oneOf, flow.namespace))
  for (const { groupIndex, lacks, missed } of short) {
    const { slug, slugs = [] } = policy.groups[groupIndex] ?? {}
    const tiers = [
      await managersOf(missed),
      await groupOwners(slug === undefined ? slugs : [slug]),
      (await ownersOf(db, flow)).people,
    ]
    const fits = ({ id }: PersonRef) =>
      !taken.has(id) && mayAct(policy, id) && isHolder(holds, id) && !hasVoted(votes, id)
    const people = await firstOf(
      tiers.map((tier) => tier.filter(fits).map(({ id, name }) => ({ id, name }))),
      lacks,
    )
    if (!people) return undefined
    for (const { id } of people) taken.add(id)
    come.push({ groupIndex, people })
  }
  return come
}

/** Of as many tiers as it takes to have enough, those who are there; else of all of them those who are away, too. */
async function firstOf(tiers: readonly PersonRef[][], lacks: number): Promise<PersonRef[] | undefined> {
  const away = await whoIsAway(tiers.flat().map(({ id }) => id))
  const present = tiers.map((tier) => tier.filter(({ id }) => !away.has(id)))
  return enough(present, lacks) ?? enough(tiers, lacks)
}

function enough(tiers: readonly PersonRef[][], lacks: number): PersonRef[] | undefined {
  const found = new Map<string, PersonRef>()
  for (const tier of tiers) {
    for (const one of tier) found.set(one.id, one)
    if (found.size >= lacks) return [...found.values()]
  }
  return undefined
}

async function managersOf(ids: readonly string[]): Promise<PersonRef[]> {
  return db.person.findMany({
    where: { ...there, reports: { some: { id: { in: [...ids] } } } },
    select: person,
    orderBy: { id: 'asc' },
  })
}

async function groupOwners(slugs: readonly string[]): Promise<PersonRef[]> {
  if (slugs.length === 0) return []
  return db.person.findMany({
    where: { ...there, memberships: { some: { owner: true, group: { slug: { in: [...slugs] } } } } },
    select: person,
    orderBy: { id: 'asc' },
  })
}
