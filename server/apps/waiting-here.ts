import type { App } from '#engine/flow/app.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { waitsFor } from './find-seen.ts'
import { findUsable } from './find-app.ts'

const most = 20

/** A request that waits for somebody to go on with it, on its app's page. */
export interface WaitingHere {
  executionId: string
  number: string
  title: string
  requester: string
  /** ISO 8601. */
  createdAt: string
}

/**
 * What waits in an app for the actor to go on with it, the oldest first; empty for whom its source does not name.
 * @throws AppError `not-found`
 */
export async function waitingHere(actor: Actor, appId: string): Promise<WaitingHere[]> {
  const { app, spec } = await findUsable(actor, appId)
  if (!isNamed(actor, spec)) return []
  const requests = await db.request.findMany({
    where: { appId: app.id, closedAt: null, executions: { some: { state: 'PAUSED' } } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: most,
    select: {
      number: true,
      title: true,
      createdAt: true,
      requesterId: true,
      currentExecutionId: true,
      requester: { select: { name: true } },
    },
  })
  const rows = await db.execution.findMany({
    where: { id: { in: requests.map(({ currentExecutionId }) => currentExecutionId) } },
  })
  const byId = new Map(rows.map((row) => [row.id, row]))
  const found = await Promise.all(
    requests.map(async ({ currentExecutionId, requesterId, requester, createdAt, ...words }) => {
      const row = byId.get(currentExecutionId)
      if (!row || !(await waitsFor(actor, { spec, row, requesterId }))) return []
      return {
        ...words,
        executionId: row.id,
        requester: requester.name,
        createdAt: createdAt.toISOString(),
      }
    }),
  )
  return found.flat()
}

/** Whether an app's source names the actor as somebody who may go on with what waits. */
export function isNamed({ groups }: Actor, { resume }: Pick<App, 'resume'>): boolean {
  return groups.some(({ slug }) => resume?.groups.includes(slug))
}
