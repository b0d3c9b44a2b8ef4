import type { Execution } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { seesRequest } from '#server/requests/find-request.ts'
import { waitsToBeResumed } from '#server/runs/paused-run.ts'
import { findUsable, noApp, type UsableApp } from './find-app.ts'
import { mayResume } from './may-resume.ts'

/** An execution of an app that the actor may look at. */
export interface SeenExecution extends UsableApp {
  row: Execution
  /** It belongs to no request where the app names it itself. */
  requesterId?: string
}

/**
 * An execution of an app: one whose request the actor may see, one that waits for somebody like them to go on with it, one that they went
 * on with or stopped, or the one that the app shows to everybody.
 * @throws AppError `not-found`
 */
export async function findSeen(actor: Actor, appId: string, executionId: string): Promise<SeenExecution> {
  const usable = await findUsable(actor, appId)
  const row = await db.execution.findUnique({ where: { id: executionId }, include: { request: true } })
  if (!row) throw noApp()
  if (usable.spec.executionId === row.id) return { ...usable, row }
  const { request } = row
  if (request?.appId !== appId) throw noApp()
  const seen = { ...usable, row, requesterId: request.requesterId }
  if (await seesRequest(actor, request.id)) return seen
  if ((await waitsFor(actor, seen)) || (await hadItsHand(actor, row))) return seen
  throw noApp()
}

/** Whether the execution waits for somebody who may go on with it, and the actor is one. */
export async function waitsFor(
  actor: Actor,
  { spec, row, requesterId }: Omit<SeenExecution, 'app'>,
): Promise<boolean> {
  return mayResume(actor, { spec, namespace: row.namespace, requesterId }) && waitsToBeResumed(row)
}

/** Whoever went on with it, or stopped it, sees what came of it. */
async function hadItsHand({ id }: Actor, row: Execution): Promise<boolean> {
  const entry = await db.auditEntry.findFirst({
    where: {
      subjectType: 'execution',
      subjectId: row.id,
      actorId: id,
      refused: false,
      action: { in: ['execution:resume', 'execution:kill'] },
    },
    select: { id: true },
  })
  return entry !== null
}
