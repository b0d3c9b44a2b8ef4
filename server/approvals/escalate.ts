import { hasVoted } from '#engine/flow/approvals/on-behalf.ts'
import { tally, settled } from '#engine/flow/approvals/outcome.ts'
import { eligible } from '#engine/flow/approvals/policy.ts'
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
 * Body of the activity behind `escalate-approval`: finds who is asked next, as the approval is due; `attempt` is the step.
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
  const turns = tally(policy, settled(votes)).groups
  const open = policy.groups.filter((_, index) => turns[index]?.outcome === 'OPEN')
  const late = mayDecide(policy, open).filter((id) => !hasVoted(votes, id))
  const found = await findPeople(db, await meant(step, late))
  if ('impossible' in found) return { kind: 'nobody' }
  const asked = new Set(late)
  const all = found.groups.flatMap(({ people }) => people)
  const may = eligible(policy, { title: '', quorum: 'any', people: all })
  const { oneOf } = policy.rules
  const holds = oneOf && (await holdersOf(db, oneOf, row.execution.namespace))
  const people = [...new Map(all.map((person) => [person.id, person])).values()].filter(
    ({ id }) => may.has(id) && isHolder(holds, id) && !hasVoted(votes, id) && !asked.has(id),
  )
  const away = await whoIsAway(people.map(({ id }) => id))
  const there = people.filter(({ id }) => !away.has(id))
  const chosen = there.length > 0 ? there : people
  if (chosen.length === 0) return { kind: 'nobody' }
  const now = Date.now()
  const clock = await clockFor(db, row.calendar)
  return { kind: 'more', people: chosen, dueAt: clock.after(now, escalation.after) ?? now }
}

/** `managerOf: decider` means the managers of all who are late; who has none is left out. */
async function meant(step: AskedPeople, late: readonly string[]): Promise<AskedPeople[]> {
  if (!step.managersOf.includes('decider')) return [step]
  const managers = await db.person.findMany({
    where: { reports: { some: { id: { in: [...late] } } }, active: true },
    select: { id: true },
  })
  return [{ users: managers.map(({ id }) => id), managersOf: [] }]
}
