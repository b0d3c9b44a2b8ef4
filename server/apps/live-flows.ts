import { db, Prisma } from '#server/db.ts'
import type { AppRecord } from './find-app.ts'
import type { AppState } from './view.ts'

type Flows = readonly { namespace: string; flowId: string }[]

/** Ids of the apps none of whose flows is there and enabled: few, for they are somebody's oversight. */
export async function withoutFlow(): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT a.id FROM "App" a WHERE NOT a.deleted AND NOT EXISTS (
      SELECT 1 FROM jsonb_to_recordset(a.flows) AS f(namespace TEXT, "flowId" TEXT)
      JOIN "Flow" l ON l.namespace = f.namespace AND l.id = f."flowId" AND NOT l.deleted AND NOT l.disabled)`)
  return rows.map(({ id }) => id)
}

/** Whether one of its flows is there and enabled. */
export async function hasFlow({ flows }: { flows: unknown }): Promise<boolean> {
  const named = flows as Flows
  const count = await db.flow.count({
    where: {
      deleted: false,
      disabled: false,
      OR: named.map(({ namespace, flowId }) => ({ namespace, id: flowId })),
    },
  })
  return count > 0
}

/** @param live whether one of its flows is there */
export function stateOf(app: AppRecord, live: boolean, now = new Date()): AppState {
  if (app.disabled) return 'disabled'
  if (!live) return 'flow-missing'
  if (app.startsAt && now < app.startsAt) return 'not-yet'
  return app.endsAt && now >= app.endsAt ? 'closed' : 'available'
}

/** Open at this time. */
export function openAt(now: Date): Prisma.AppWhereInput {
  return {
    AND: [
      { OR: [{ startsAt: null }, { startsAt: { lte: now } }] },
      { OR: [{ endsAt: null }, { endsAt: { gt: now } }] },
    ],
  }
}
