import { randomUUID } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { can } from '#server/people/can.ts'
import { policyOf } from './compiled.ts'
import { decideApproval } from './decide-approval.ts'
import { mayDecide } from './deciders.ts'
import { lentHere } from './stand-ins.ts'

/** A task that waits to be resumed by one of those who are assigned to it. */
export interface AssignedTask {
  /** Of the approval that it is, and of its task run. */
  id: string
  version: number
  seenHash: string
  /** Id of the person in whose place; absent: in one's own. */
  onBehalfOf?: string
}

/**
 * The oldest task of the execution that the actor is assigned to, or stands in at, and could resume; `waits`: whether any waits.
 * @param taskRunId the one that is meant
 */
export async function assignedTask(
  actor: Actor,
  executionId: string,
  taskRunId?: string,
): Promise<{ waits: boolean; task?: AssignedTask }> {
  const runs = await db.taskRun.findMany({
    where: { executionId, id: taskRunId, node: { path: ['approval', 'plan', 'resumed'], equals: true } },
    select: { id: true },
  })
  if (runs.length === 0) return { waits: false }
  const open = await db.approval.findMany({
    where: { id: { in: runs.map(({ id }) => id) }, state: 'OPEN' },
    include: {
      deciders: { select: { personId: true } },
      execution: { select: { namespace: true, flowId: true } },
    },
    orderBy: { createdAt: 'asc' },
  })
  for (const { id, version, seenHash, state, execution: place, deciders, ...row } of open) {
    const policy = policyOf(row.policy)
    const shown = { id, version, seenHash }
    const subject = { namespace: place.namespace, deciderIds: [actor.id] }
    if (!can(actor, 'approval:decide', subject)) continue
    if (mayDecide(policy).includes(actor.id)) return { waits: true, task: shown }
    const asked = deciders.map(({ personId }) => personId)
    const [lent] = await lentHere(actor.id, { asked, state, policy, place })
    if (lent) return { waits: true, task: { ...shown, onBehalfOf: lent.person.id } }
  }
  return { waits: open.length > 0 }
}

/** Resumes it: an approval that counts at once, whatever the person chose for their browser. @throws AppError as `decideApproval` */
export async function resumeTask(
  actor: Actor,
  { id, ...shown }: AssignedTask,
  { inputs = {}, key }: { inputs?: Readonly<Record<string, unknown>>; key?: string },
): Promise<void> {
  const decisionId = key === undefined ? randomUUID() : `${actor.id}:${key}`
  await decideApproval(actor, id, { ...shown, decisionId, vote: 'APPROVE', holdSeconds: 0, inputs })
}
