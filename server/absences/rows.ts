import type { Actor } from '#server/actor.ts'
import { db, type Prisma, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { demandNotAbove } from '#server/roles/held.ts'
import { dayIn, fromDate } from './day.ts'
import type { AbsenceView } from './view.ts'

export const absenceColumns = {
  id: true,
  startsOn: true,
  endsOn: true,
  note: true,
} as const satisfies Prisma.AbsenceSelect
type Row = Prisma.AbsenceGetPayload<{ select: typeof absenceColumns }>

/** A row as the API shows it, on a day of the person's. */
export function toAbsence({ id, startsOn, endsOn, note }: Row, today: string): AbsenceView {
  const first = fromDate(startsOn)
  const last = endsOn ? fromDate(endsOn) : undefined
  const over = last !== undefined && last < today
  return { id, startsOn: first, endsOn: last, note, when: over ? 'past' : first > today ? 'future' : 'now' }
}

/** What the audit says of it. */
export function auditable({ startsOn, endsOn, note }: AbsenceView) {
  return { startsOn, endsOn: endsOn ?? null, note }
}

/** Whose they are, and what day it is for them. @throws AppError `not-found` */
export async function readOwner(personId: string, tx: Tx = db): Promise<{ id: string; today: string }> {
  const person = await tx.person.findUnique({
    where: { id: personId, kind: 'person' },
    select: { timeZone: true },
  })
  if (!person) throw new AppError('not-found', 'There is no such person.')
  return { id: personId, today: dayIn(person.timeZone) }
}

/**
 * That the actor may say when somebody is away: of themselves, or as who administers people and holds what they hold, as who is
 * away may be left out where decisions are asked for. The person's absences are the caller's until the end of the transaction.
 * @throws AppError `forbidden`, `not-found`
 */
export async function demandOwner(
  tx: Tx,
  actor: Actor,
  personId: string,
): Promise<{ id: string; today: string }> {
  if (personId !== actor.id) demand(actor, 'user:write')
  const owner = await readOwner(personId, tx)
  await demandNotAbove(tx, actor, personId)
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`absences of ${personId}`}))`
  return owner
}

/** @throws AppError `not-found` */
export async function readAbsence(
  tx: Tx,
  owner: { id: string; today: string },
  id: string,
): Promise<AbsenceView> {
  const row = await tx.absence.findUnique({ where: { id, personId: owner.id }, select: absenceColumns })
  if (!row) throw new AppError('not-found', 'There is no such absence.')
  return toAbsence(row, owner.today)
}

export function refused(code: 'invalid' | 'conflict', path: string, message: string): AppError {
  return new AppError(code, message, { details: [{ path, message }] })
}
