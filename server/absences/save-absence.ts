import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { transaction } from '#server/transaction.ts'
import { addDays, toDate } from './day.ts'
import { absenceColumns, auditable, demandOwner, readAbsence, refused, toAbsence } from './rows.ts'
import type { AbsenceView } from './view.ts'

/** Days are `2026-12-03`. */
export interface AbsenceGiven {
  startsOn: string
  /** The last day of it; null: not known yet. */
  endsOn: string | null
  note: string
}

const most = 1000

/** A day in `personId`'s list. */
interface Place {
  personId: string
  id: string
}

/**
 * Says that somebody is away. It may have begun already, and may be open.
 * @throws AppError `forbidden`, also for somebody who holds more; `not-found`, `invalid`, `conflict` for days that another one has
 */
export async function addAbsence(actor: Actor, personId: string, given: AbsenceGiven): Promise<AbsenceView> {
  return transaction(async (tx) => {
    const owner = await demandOwner(tx, actor, personId)
    demandOrder(given)
    if (given.endsOn !== null && given.endsOn < owner.today)
      throw refused('invalid', 'endsOn', 'These days are over already.')
    if ((await tx.absence.count({ where: { personId } })) >= most)
      throw refused('conflict', 'startsOn', `There are ${most} absences of this person.`)
    const id = randomBytes(12).toString('base64url')
    await demandFree(tx, { personId, id }, given)
    const row = await tx.absence.create({
      data: { id, personId, ...columnsOf(given) },
      select: absenceColumns,
    })
    const absence = toAbsence(row, owner.today)
    await audit(tx, actor, {
      action: 'absence:create',
      subjectType: 'person',
      subjectId: personId,
      after: auditable(absence),
    })
    return absence
  })
}

/**
 * Changes when somebody is away. What has begun keeps its first day, and what is over stays as it was.
 * @throws AppError `forbidden`, also for somebody who holds more; `not-found`, `invalid`, `conflict`
 */
export async function changeAbsence(
  actor: Actor,
  place: Place,
  change: Partial<AbsenceGiven>,
): Promise<AbsenceView> {
  return transaction(async (tx) => {
    const owner = await demandOwner(tx, actor, place.personId)
    const before = await readAbsence(tx, owner, place.id)
    if (before.when === 'past') throw refused('conflict', 'id', 'It is over: what was stays as it was.')
    const given = { startsOn: before.startsOn, endsOn: before.endsOn ?? null, note: before.note, ...change }
    demandOrder(given)
    if (given.startsOn !== before.startsOn && before.startsOn < owner.today)
      throw refused('conflict', 'startsOn', 'It has begun: its first day stays.')
    // who comes back today was away until yesterday
    if (given.endsOn !== null && given.endsOn < addDays(owner.today, -1))
      throw refused('invalid', 'endsOn', 'It cannot end before yesterday: those days are over.')
    await demandFree(tx, place, given)
    const row = await tx.absence.update({
      where: { id: place.id },
      data: columnsOf(given),
      select: absenceColumns,
    })
    const after = toAbsence(row, owner.today)
    await audit(tx, actor, {
      action: 'absence:write',
      subjectType: 'person',
      subjectId: place.personId,
      before: auditable(before),
      after: auditable(after),
    })
    return after
  })
}

/**
 * Takes back an absence that has not begun, or begins today.
 * @throws AppError `forbidden`, also for somebody who holds more; `not-found`; `conflict` for one that has begun
 */
export async function removeAbsence(actor: Actor, place: Place): Promise<void> {
  await transaction(async (tx) => {
    const owner = await demandOwner(tx, actor, place.personId)
    const before = await readAbsence(tx, owner, place.id)
    if (before.startsOn < owner.today)
      throw refused('conflict', 'id', 'It has begun, and what was stays: let it end yesterday instead.')
    await tx.absence.delete({ where: { id: place.id } })
    await audit(tx, actor, {
      action: 'absence:delete',
      subjectType: 'person',
      subjectId: place.personId,
      before: auditable(before),
    })
  })
}

function columnsOf({ startsOn, endsOn, note }: AbsenceGiven) {
  return { startsOn: toDate(startsOn), endsOn: endsOn === null ? null : toDate(endsOn), note }
}

function demandOrder({ startsOn, endsOn }: AbsenceGiven): void {
  if (endsOn !== null && endsOn < startsOn)
    throw refused('invalid', 'endsOn', 'The last day is before the first.')
}

async function demandFree(
  tx: Tx,
  { personId, id }: Place,
  { startsOn, endsOn }: AbsenceGiven,
): Promise<void> {
  const other = await tx.absence.findFirst({
    where: {
      personId,
      NOT: { id },
      ...(endsOn === null ? {} : { startsOn: { lte: toDate(endsOn) } }),
      OR: [{ endsOn: null }, { endsOn: { gte: toDate(startsOn) } }],
    },
    select: absenceColumns,
  })
  if (!other) return
  const { startsOn: first, endsOn: last } = toAbsence(other, startsOn)
  const days = last === undefined ? `from ${first} on` : `from ${first} to ${last}`
  throw refused('conflict', 'startsOn', `Another absence has days of these: ${days}.`)
}
