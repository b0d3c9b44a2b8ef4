import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import { absenceColumns, readOwner, toAbsence } from './rows.ts'
import type { AbsenceView } from './view.ts'

const most = 200

/** When somebody is away, and was: one's own, or anybody's for who may read people; the newest 200, the latest first. @throws AppError `forbidden`, `not-found` */
export async function listAbsences(actor: Actor, personId: string): Promise<AbsenceView[]> {
  if (personId !== actor.id) demand(actor, 'user:read')
  const { today } = await readOwner(personId)
  const rows = await db.absence.findMany({
    where: { personId },
    select: absenceColumns,
    orderBy: { startsOn: 'desc' },
    take: most,
  })
  return rows.map((row) => toAbsence(row, today))
}
