import type { Prisma } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { announce } from '#server/events.ts'
import { demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { demandLogs } from './demand-logs.ts'
import { whereOf, type LogFilter } from './line.ts'

/** Removes lines of an execution's log. @throws AppError `not-found`, `forbidden` */
export async function deleteLogs(actor: Actor, executionId: string, filter: LogFilter): Promise<void> {
  await demandLogs(actor, executionId, 'log:delete')
  await remove(actor, whereOf(executionId, filter), {
    subject: { subjectType: 'execution', subjectId: executionId },
    topics: [`execution:${executionId}`],
  })
}

/** Removes the logs of all executions of a flow; of one of its triggers, which write none, nothing. @throws AppError `forbidden` */
export async function deleteFlowLogs(
  actor: Actor,
  { namespace, flowId, triggerId }: { namespace: string; flowId: string; triggerId?: string },
): Promise<void> {
  demand(actor, 'log:delete', { namespace })
  await remove(actor, triggerId === undefined ? { namespace, flowId } : { executionId: { in: [] } }, {
    subject: { subjectType: 'flow', subjectId: `${namespace}/${flowId}` },
    topics: [],
  })
}

interface Told {
  subject: { subjectType: string; subjectId: string }
  topics: string[]
}

async function remove(actor: Actor, where: Prisma.LogWhereInput, { subject, topics }: Told): Promise<void> {
  await transaction(async (tx) => {
    const { count } = await tx.log.deleteMany({ where })
    await audit(tx, actor, { action: 'log:delete', ...subject, after: { lines: count } })
    await announce(tx, topics)
  })
}
