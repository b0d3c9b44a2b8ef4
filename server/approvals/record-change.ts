import { leftAt } from '#engine/flow/business-calendar/clock.ts'
import type { ApprovalChange, Fact } from '#engine/flow/advance/facts.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import { audit } from '#server/audit/record.ts'
import { clockFor } from '#server/calendars/stored-calendars.ts'
import { Prisma, type Tx } from '#server/db.ts'
import { announce } from '#server/events.ts'
import { stored } from '#server/flows/compiled.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { announceInboxes } from './close-approval.ts'
import { recordAnswer, recordQuestion, recordWithdrawal } from './record-question.ts'
import { askNext } from './record-vote.ts'

type Changed = Extract<Fact, { kind: 'approval-changed' }>

/**
 * Stores what an open approval is from now on, with its audit entry, and asks whom it now asks. A change that is stored already,
 * known by its version, changes nothing.
 */
export async function recordChange(
  tx: Tx,
  fact: Changed,
  execution: { requestId?: string | null },
): Promise<void> {
  const { taskRunId, version, policy, why, at } = fact
  const before = await tx.approval.findUnique({ where: { id: taskRunId } })
  if (!before || before.state !== 'OPEN') return
  const change = why.kind === 'amended' ? why.amendment.change : undefined
  // a question alone does not raise the version, and is known by its own id
  if (change?.kind === 'ask' ? before.version > version : before.version >= version) return
  await tx.approval.update({
    where: { id: taskRunId },
    data: {
      version,
      policy: stored(policy),
      ...(await clockAfter(tx, before, fact)),
      ...(why.kind === 'escalated' ? { escalatedAt: before.escalatedAt ?? new Date(at) } : {}),
    },
  })
  const asked = new Set(policy.groups.flatMap(({ people }) => people.map(({ id }) => id)))
  // whoever lost their place sees it no more in their inbox
  await announceInboxes(tx, [taskRunId])
  await tx.approvalDecider.deleteMany({
    where: { approvalId: taskRunId, personId: { notIn: [...asked] } },
  })
  await tx.approvalClaim.deleteMany({ where: { approvalId: taskRunId, personId: { notIn: [...asked] } } })
  await askNext(tx, taskRunId)
  if (why.kind === 'amended' && change?.kind === 'ask')
    await recordQuestion(tx, before, { amendment: why.amendment, change, at })
  if (why.kind === 'amended' && change?.kind === 'answer')
    await recordAnswer(tx, before, { amendment: why.amendment, change, at })
  if (change?.kind === 'withdraw-question') await recordWithdrawal(tx, change.questionId, at)
  await writeDown(tx, taskRunId, why)
  if (execution.requestId) await announce(tx, [`request:${execution.requestId}`])
}

/** What is left is counted once, when the clock comes to stand still, or when it gets other times meanwhile. */
async function clockAfter(
  tx: Tx,
  before: { calendar: string | null; timeLeft: unknown },
  { at, dueAt, remindAt, standing, why }: Changed,
) {
  const times = { dueAt: dueAt === null ? null : new Date(dueAt) }
  if (!standing) return { ...times, timeLeft: Prisma.DbNull, remindAt: remindAt?.map((one) => new Date(one)) }
  if (before.timeLeft !== null && why.kind !== 'escalated') return times
  const clock = await clockFor(tx, before.calendar)
  const left = leftAt(clock, at, { ...standing, remindAt: [...standing.remindAt] })
  return { ...times, timeLeft: stored(left) }
}

async function writeDown(tx: Tx, id: string, why: ApprovalChange): Promise<void> {
  const subject = { subjectType: 'approval', subjectId: id }
  if (why.kind === 'escalated') {
    const after = { step: why.step, people: why.people.map((person) => person.id) }
    return audit(tx, systemActor, { action: 'approval:escalate', ...subject, after })
  }
  const { by, onBehalfOf, change, door, address, commandId } = why.amendment
  const actor = by === undefined ? systemActor : { id: by, door, address }
  await audit(tx, actor, {
    action: `approval:${change.kind}`,
    ...subject,
    after: {
      commandId,
      ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
      ...(stored(change) as JsonObject),
    },
  })
}
