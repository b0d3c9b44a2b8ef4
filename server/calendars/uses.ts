import { Prisma, type Tx } from '#server/db.ts'

const ended = ['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED', 'SKIPPED', 'RETRIED']

/** Revisions of flows that may still be played: the newest, and those of executions that have not ended. */
const alive = Prisma.sql`(
  EXISTS (SELECT 1 FROM "Flow" f WHERE f.namespace = r.namespace AND f.id = r."flowId" AND f.revision = r.revision AND NOT f.deleted)
  OR EXISTS (SELECT 1 FROM "Execution" e WHERE e.namespace = r.namespace AND e."flowId" = r."flowId"
    AND e."flowRevision" = r.revision AND e.state <> ALL(${ended})))`

/** A flow that counts on a calendar. */
export interface CalendarUse {
  slug: string
  namespace: string
  flowId: string
}

/** Which flows count on which calendars, in a revision that may still be played; `slug`: on this one only. */
export async function calendarUses(tx: Pick<Tx, '$queryRaw'>, slug?: string): Promise<CalendarUse[]> {
  const only = slug === undefined ? Prisma.empty : Prisma.sql`AND c.value #>> '{}' = ${slug}`
  return tx.$queryRaw<CalendarUse[]>`
    SELECT DISTINCT c.value #>> '{}' AS slug, r.namespace, r."flowId"
    FROM "FlowRevision" r, jsonb_path_query(r.compiled::jsonb, '$.**.due.calendar') AS c(value)
    WHERE ${alive} ${only} ORDER BY 2, 3, 1`
}

/** How many open approvals count on it. */
export async function openApprovalsOn(tx: Pick<Tx, 'approval'>, slug: string): Promise<number> {
  return tx.approval.count({ where: { calendar: slug, state: 'OPEN' } })
}
