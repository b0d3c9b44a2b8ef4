import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { stored } from '#server/flows/compiled.ts'
import { lockDefaults } from '#server/namespaces/defaults.ts'
import { can, demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { readCalendar } from './rows.ts'
import { calendarUses, openApprovalsOn } from './uses.ts'

/** There from the start: flows of others count on it. */
const first = 'business'
const named = 10

/**
 * Deletes a calendar that nothing counts on.
 * @throws AppError `forbidden`, `not-found`; `conflict` with those that count on it, of flows those that the actor may read
 */
export async function deleteCalendar(actor: Actor, slug: string): Promise<void> {
  demand(actor, 'calendar:write')
  await transaction(async (tx) => {
    // no flow is saved meanwhile that names it
    await lockDefaults(tx, 'exclusive')
    const { name, week } = await readCalendar(tx, slug)
    if (slug === first) throw new AppError('conflict', 'This calendar is there from the start, and stays.')
    await demandUnused(tx, actor, slug)
    await tx.businessCalendar.delete({ where: { slug } })
    await audit(tx, actor, {
      action: 'calendar:delete',
      subjectType: 'calendar',
      subjectId: slug,
      before: { name, week: stored(week) as JsonObject },
    })
  })
}

async function demandUnused(tx: Tx, actor: Actor, slug: string): Promise<void> {
  const flows = await calendarUses(tx, slug)
  if (flows.length > 0) {
    const seen = flows.filter(({ namespace }) => can(actor, 'flow:read', { namespace })).slice(0, named)
    const names = seen.map(({ namespace, flowId }) => `${namespace}.${flowId}`)
    const rest = flows.length - names.length
    const list = [...names, ...(rest > 0 ? [`+${rest}`] : [])].join(', ')
    throw new AppError('conflict', `Flows count on this calendar: ${list}. Give them another one first.`, {
      details: names.map((message) => ({ path: 'flows', message })),
    })
  }
  const open = await openApprovalsOn(tx, slug)
  if (open > 0) throw new AppError('conflict', `Open approvals count on this calendar: ${open}.`)
}
