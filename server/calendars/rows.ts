import type { Actor } from '#server/actor.ts'
import type { Prisma, Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand, namespacesOf } from '#server/people/can.ts'
import { givenOf, zoneOf } from './stored-calendars.ts'
import type { CalendarDetail } from './view.ts'

/** Calendars are in no namespace: whoever may read them in any, as authors do, may read all. @throws AppError `forbidden` */
export function demandReader(actor: Actor): void {
  if (namespacesOf(actor, 'calendar:read').length === 0) demand(actor, 'calendar:read')
}

/** A row as the API shows it. */
export function toDetail(row: Prisma.BusinessCalendarGetPayload<object>): CalendarDetail {
  const given = givenOf(row)
  return { slug: row.slug, ...given, zone: zoneOf(given), updatedAt: row.updatedAt.toISOString() }
}

/** @throws AppError `not-found` */
export async function readCalendar(tx: Pick<Tx, 'businessCalendar'>, slug: string): Promise<CalendarDetail> {
  const row = await tx.businessCalendar.findUnique({ where: { slug } })
  if (!row) throw new AppError('not-found', 'There is no such calendar.')
  return toDetail(row)
}
