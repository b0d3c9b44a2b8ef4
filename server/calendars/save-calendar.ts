import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { uniqueConflict } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { stored } from '#server/flows/compiled.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import { demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { regionsIn } from './holidays.ts'
import { readCalendar, toDetail } from './rows.ts'
import type { CalendarDetail, CalendarGiven } from './view.ts'

/** @throws AppError `forbidden`, `conflict` for a slug that is taken, `invalid` for a country or a part of it that is not known */
export async function createCalendar(
  actor: Actor,
  slug: string,
  given: CalendarGiven,
): Promise<CalendarDetail> {
  demand(actor, 'calendar:write')
  await demandPlace(given)
  try {
    return await transaction(async (tx) => {
      const row = await tx.businessCalendar.create({ data: { slug, ...columnsOf(given) } })
      await audit(tx, actor, {
        action: 'calendar:create',
        subjectType: 'calendar',
        subjectId: slug,
        after: auditable(given),
      })
      return toDetail(row)
    })
  } catch (error) {
    if (!uniqueConflict(error)) throw error
    throw new AppError('conflict', `There is a calendar ${slug} already.`, {
      details: [{ path: 'slug', message: 'is taken' }],
    })
  }
}

/**
 * Changes a calendar. What is due already stays due when it was; times that are counted from now on, also those of an open approval
 * that is asked about or escalated, are counted on it as it is then.
 * @throws AppError `forbidden`, `not-found`, `invalid` for a country or a part of it that is not known
 */
export async function changeCalendar(
  actor: Actor,
  slug: string,
  given: CalendarGiven,
): Promise<CalendarDetail> {
  demand(actor, 'calendar:write')
  await demandPlace(given)
  return transaction(async (tx) => {
    const before = await readCalendar(tx, slug)
    const row = await tx.businessCalendar.update({
      where: { slug },
      data: { ...columnsOf(given), updatedAt: new Date() },
    })
    await audit(tx, actor, {
      action: 'calendar:write',
      subjectType: 'calendar',
      subjectId: slug,
      before: auditable(before),
      after: auditable(given),
    })
    return toDetail(row)
  })
}

/** @throws AppError `invalid` */
export async function demandPlace({
  country,
  region,
}: Pick<CalendarGiven, 'country' | 'region'>): Promise<void> {
  if (country === null) return
  const regions = await regionsIn(country, 'en')
  const wrong = !regions
    ? 'country'
    : region !== null && !regions.some(({ code }) => code === region)
      ? 'region'
      : undefined
  if (wrong === undefined) return
  throw new AppError('invalid', 'The public holidays of this place are not known.', {
    details: [{ path: wrong, message: 'is not known' }],
  })
}

function columnsOf({ week, holidays, ...given }: CalendarGiven) {
  const inOrder = [...holidays].sort((a, b) => a.date.localeCompare(b.date))
  return { ...given, week: stored(week), holidays: inOrder.map(stored) }
}

function auditable({ name, timeZone, week, country, region, holidays }: CalendarGiven): JsonObject {
  return stored({ name, timeZone, week, country, region, holidays }) as JsonObject
}
