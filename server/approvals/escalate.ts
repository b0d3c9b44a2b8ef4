import { hasVoted } from '#engine/flow/approvals/on-behalf.ts'
import { tally, settled } from '#engine/flow/approvals/outcome.ts'
import { mayAct } from '#engine/flow/approvals/policy.ts'
import type { PersonRef } from '#engine/flow/approvals/types.ts'
import type { Escalated } from '#engine/flow/approvals/amendment.ts'
import { whoIsAway } from '#server/absences/who-is-away.ts'
import { clockFor } from '#server/calendars/stored-calendars.ts'
import { db } from '#server/db.ts'
import type { TaskCall } from '#server/tasks/types.ts'
import { escalationOf, policyOf, votesOf, withNames } from './compiled.ts'
import { findPeople, mayDecide } from './deciders.ts'
import { holdersOf, isHolder } from './one-of.ts'
import type { AskedPeople } from './properties.ts'

/**
 * Body of the activity behind `escalate-approval`: finds who is asked next, as the approval is due, in the place of whoever's turn it is;
 * `attempt` is the step.
 * Whoever is away is asked only where nobody else is there.
 * @returns `nobody` where none of those meant can decide: they left, made the request or are asked already
 */
export async function escalateApproval({ taskRunId, attempt }: TaskCall): Promise<Escalated> {
  const row = await db.approval.findUnique({
    where: { id: taskRunId },
    include: { votes: { include: withNames }, execution: { select: { namespace: true } } },
  })
  const escalation = escalationOf(row?.escalation)
  const step = escalation?.steps[attempt - 1]
  if (!row || row.state !== 'OPEN' || !escalation || !step) return { kind: 'nobody' }
  const policy = policyOf(row.policy)
  const votes = votesOf(row.votes, row.round)
  // whose turn has not come is not late
  const turns = tally(policy, settled(votes)).groups
  const late = policy.groups.map((group, index) =>
    turns[index]?.active ? mayDecide(policy, [group]).filter((id) => !hasVoted(votes, id)) : [],
  )
  const asked = new Set(
    mayDecide(
      policy,
      policy.groups.filter((_, index) => turns[index]?.outcome === 'OPEN'),
    ),
  )
  const { oneOf } = policy.rules
  const holds = oneOf && (await holdersOf(db, oneOf, row.execution.namespace))
  const fits = ({ id }: PersonRef) =>
    mayAct(policy, id) && isHolder(holds, id) && !hasVoted(votes, id) && !asked.has(id)
  const answer = step.managersOf.includes('decider') ? await managersOf(late, fits) : await named(step, fits)
  if (answer.people.length === 0) return { kind: 'nobody' }
  const now = Date.now()
  const clock = await clockFor(db, row.calendar)
  return { kind: 'more', ...answer, dueAt: clock.after(now, escalation.after) ?? now }
}

type Found = Omit<Extract<Escalated, { kind: 'more' }>, 'kind'>
type Fits = (person: PersonRef) => boolean

/** Whom the author names: they come wherever somebody is late. */
async function named(step: AskedPeople, fits: Fits): Promise<Found> {
  const found = await findPeople(db, [step])
  const all = 'impossible' in found ? [] : found.groups.flatMap(({ people }) => people)
  return { people: await there(all.filter(fits)) }
}

/** Managers come into the groups of those whose managers they are; who has none is left out. */
async function managersOf(late: readonly (readonly string[])[], fits: Fits): Promise<Found> {
  const rows = await db.person.findMany({
    where: { id: { in: late.flat() }, manager: { active: true, kind: 'person' } },
    select: { id: true, manager: { select: { id: true, name: true } } },
    orderBy: { id: 'asc' },
  })
  const come = []
  for (const [groupIndex, ids] of late.entries()) {
    const own = rows.flatMap(({ id, manager }) => (ids.includes(id) && manager ? manager : []))
    const people = await there(own.filter(fits))
    if (people.length > 0) come.push({ groupIndex, people })
  }
  return { people: unique(come.flatMap(({ people }) => people)), come }
}

/** Each once; whoever is away only where nobody else is there. */
async function there(people: readonly PersonRef[]): Promise<PersonRef[]> {
  const all = unique(people)
  const away = await whoIsAway(all.map(({ id }) => id))
  const present = all.filter(({ id }) => !away.has(id))
  return present.length > 0 ? present : all
}

function unique(people: readonly PersonRef[]): PersonRef[] {
  return [...new Map(people.map((person) => [person.id, person])).values()]
}
