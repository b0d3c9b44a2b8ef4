import { randomBytes } from 'node:crypto'
import { addDays, dayIn, toDate } from '#server/absences/day.ts'
import { demandOwner, refused } from '#server/absences/rows.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { notify } from '#server/notices/notify.ts'
import { transaction } from '#server/transaction.ts'
import { auditable, delegationColumns, toDelegation } from './rows.ts'
import type { DelegationView } from './view.ts'

/** Days are `2026-12-03`. */
export interface DelegationGiven {
  delegateId: string
  startsOn: string
  /** The last day of it. */
  endsOn: string
  /** What is in it and below it; absent: everywhere. */
  namespace?: string
  /** Of this flow of the namespace only. */
  flowId?: string
  reason: string
}

/** Not ended yet, of one person. */
const most = 50
/** A place that is given for longer is not lent any more. */
const mostDays = 366

/**
 * Lets somebody decide in a person's place, for some days: of one's own, or, by who administers people and holds what they hold, of
 * somebody who cannot say so themselves. Nobody takes another's place for themselves.
 * @throws AppError `forbidden`, also for somebody who holds more; `not-found`, `invalid`, `conflict` for one that is there already
 */
export async function giveDelegation(
  actor: Actor,
  personId: string,
  given: DelegationGiven,
): Promise<DelegationView> {
  return transaction(async (tx) => {
    const owner = await demandOwner(tx, actor, personId)
    demandDays(given, owner.today)
    await demandDelegate(tx, { actor, personId, delegateId: given.delegateId })
    await demandScope(tx, given)
    await demandNew(tx, { personId, today: owner.today }, given)
    const { delegateId, namespace = null, flowId = null, reason } = given
    const days = { startsOn: toDate(given.startsOn), endsOn: toDate(given.endsOn) }
    const row = await tx.delegation.create({
      data: {
        id: randomBytes(12).toString('base64url'),
        personId,
        delegateId,
        ...days,
        namespace,
        flowId,
        reason,
      },
      select: delegationColumns,
    })
    const delegation = toDelegation(row, owner.today)
    await audit(tx, actor, {
      action: 'delegation:create',
      subjectType: 'person',
      subjectId: personId,
      after: auditable(delegation),
    })
    await tellGiven(tx, actor, delegation)
    return delegation
  })
}

/**
 * Ends a delegation: at once, or before it begins. What was decided by it stands.
 * @throws AppError `forbidden`, also for somebody who holds more; `not-found`; `conflict` for one that is over
 */
export async function endDelegation(
  actor: Actor,
  { personId, id }: { personId: string; id: string },
): Promise<DelegationView> {
  return transaction(async (tx) => {
    await demandOwner(tx, actor, personId)
    const found = await tx.delegation.findUnique({ where: { id, personId }, select: delegationColumns })
    if (!found) throw new AppError('not-found', 'There is no such delegation.')
    const today = dayIn(found.person.timeZone)
    if (toDelegation(found, today).when === 'past')
      throw refused('conflict', 'id', 'It is over: what was stays as it was.')
    const row = await tx.delegation.update({
      where: { id },
      data: { endedAt: new Date() },
      select: delegationColumns,
    })
    const delegation = toDelegation(row, today)
    const { person, delegate } = delegation
    await audit(tx, actor, {
      action: 'delegation:end',
      subjectType: 'person',
      subjectId: personId,
      after: { ...auditable(delegation), endedAt: delegation.endedAt ?? null },
    })
    await notify(tx, {
      personIds: [delegate.id],
      kind: 'delegation-ended',
      data: { by: person.name },
      dedupeKey: `delegation-ended:${id}`,
    })
    await announce(tx, [`inbox:${delegate.id}`])
    return delegation
  })
}

/** The delegate, and whose place it is where somebody else gave it. */
async function tellGiven(tx: Tx, actor: Actor, { id, person, delegate }: DelegationView): Promise<void> {
  await notify(tx, {
    personIds: [delegate.id],
    kind: 'delegation-given',
    data: { by: person.name },
    dedupeKey: `delegation-given:${id}`,
  })
  if (actor.id !== person.id)
    await notify(tx, {
      personIds: [person.id],
      kind: 'delegation-made',
      data: { by: actor.name, name: delegate.name },
      dedupeKey: `delegation-made:${id}`,
    })
  await announce(tx, [`inbox:${delegate.id}`])
}

function demandDays({ startsOn, endsOn }: DelegationGiven, today: string): void {
  if (startsOn < today) throw refused('invalid', 'startsOn', 'It cannot begin before today.')
  if (endsOn < startsOn) throw refused('invalid', 'endsOn', 'The last day is before the first.')
  if (endsOn > addDays(startsOn, mostDays - 1))
    throw refused('invalid', 'endsOn', 'A place is lent for a year at most.')
}

async function demandDelegate(
  tx: Tx,
  { actor, personId, delegateId }: { actor: Actor; personId: string; delegateId: string },
): Promise<void> {
  if (delegateId === personId)
    throw refused('invalid', 'delegateId', 'Nobody needs a delegation for their own place.')
  if (delegateId === actor.id)
    throw new AppError('forbidden', 'Nobody can take the place of another for themselves.')
  const found = await tx.person.findFirst({
    where: { id: delegateId, active: true, kind: 'person' },
    select: { id: true },
  })
  if (!found) throw refused('invalid', 'delegateId', 'There is no such person.')
}

/** A scope that names nothing would lend nothing, and nobody would notice. */
async function demandScope(tx: Tx, { namespace, flowId }: DelegationGiven): Promise<void> {
  if (namespace === undefined) {
    if (flowId !== undefined) throw refused('invalid', 'namespace', 'Say in which namespace the flow is.')
    return
  }
  const within = flowId === undefined ? [{ namespace }, { namespace: { startsWith: `${namespace}.` } }] : []
  const flow = await tx.flow.findFirst({
    where: flowId === undefined ? { OR: within } : { namespace, id: flowId },
    select: { id: true },
  })
  if (flow) return
  if (flowId !== undefined) throw refused('invalid', 'flowId', 'There is no such flow in this namespace.')
  throw refused('invalid', 'namespace', 'There is no flow in this namespace.')
}

async function demandNew(
  tx: Tx,
  { personId, today }: { personId: string; today: string },
  { delegateId, namespace, flowId, startsOn, endsOn }: DelegationGiven,
): Promise<void> {
  const open = { personId, endedAt: null, endsOn: { gte: toDate(today) } }
  if ((await tx.delegation.count({ where: open })) >= most)
    throw refused('conflict', 'delegateId', `There are ${most} delegations of this person.`)
  const days = { startsOn: { lte: toDate(endsOn) }, endsOn: { gte: toDate(startsOn) } }
  const same = await tx.delegation.findFirst({
    where: {
      personId,
      delegateId,
      namespace: namespace ?? null,
      flowId: flowId ?? null,
      endedAt: null,
      ...days,
    },
    select: { id: true },
  })
  if (same) throw refused('conflict', 'startsOn', 'They can decide in this place on days of these already.')
}
