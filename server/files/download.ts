import type { Actor } from '#server/actor.ts'
import { auditRead } from '#server/audit/sensitive.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { attachment } from './attachment.ts'
import { fileMetas, type FileMetas } from './metas.ts'

/** Metas of a file of an execution, for those who may read its files. @throws AppError `not-found` */
export async function executionFileMetas(actor: Actor, executionId: string, uri: string): Promise<FileMetas> {
  await demandExecution(actor, executionId)
  return found(await fileMetas(executionId, uri))
}

/** Streams a file of an execution. @throws AppError `not-found` */
export async function downloadExecutionFile(
  actor: Actor,
  executionId: string,
  uri: string,
): Promise<Response> {
  return attachment(uri, await executionFileMetas(actor, executionId, uri))
}

/** Streams a file of a request to those who may see the request: its answers and its results. @throws AppError `not-found` */
export async function downloadRequestFile(actor: Actor, requestId: string, uri: string): Promise<Response> {
  const request = await db.request.findUnique({
    where: { id: requestId },
    select: {
      namespace: true,
      requesterId: true,
      executions: {
        select: { id: true, approvals: { select: { deciders: { select: { personId: true } } } } },
      },
    },
  })
  if (!request) throw new AppError('not-found', 'There is no such file.')
  const deciderIds = request.executions.flatMap(({ approvals }) =>
    approvals.flatMap(({ deciders }) => deciders.map(({ personId }) => personId)),
  )
  demand(actor, 'file:read', { namespace: request.namespace, requesterId: request.requesterId, deciderIds })
  await noteStranger(actor, { requestId, requesterId: request.requesterId, deciderIds })
  const row = await db.storedFile.findUnique({ where: { uri }, select: { executionId: true } })
  const own = request.executions.find(({ id }) => id === row?.executionId)
  return attachment(uri, found(own ? await fileMetas(own.id, uri) : undefined))
}

interface Related {
  requestId: string
  requesterId: string
  deciderIds: readonly string[]
}

/** Whoever reads it by a role alone is written down. */
async function noteStranger(actor: Actor, { requestId, requesterId, deciderIds }: Related): Promise<void> {
  if (actor.id === requesterId || deciderIds.includes(actor.id)) return
  await auditRead(actor, 'file:read', { subjectType: 'request', subjectId: requestId })
}

async function demandExecution(actor: Actor, executionId: string): Promise<void> {
  const execution = await db.execution.findUnique({
    where: { id: executionId },
    select: {
      namespace: true,
      request: { select: { id: true, requesterId: true } },
      approvals: { select: { deciders: { select: { personId: true } } } },
    },
  })
  if (!execution) throw new AppError('not-found', 'There is no such file.')
  const { namespace, request } = execution
  const deciderIds = execution.approvals.flatMap(({ deciders }) => deciders.map(({ personId }) => personId))
  demand(actor, 'file:read', { namespace, requesterId: request?.requesterId, deciderIds })
  if (request)
    await noteStranger(actor, { requestId: request.id, requesterId: request.requesterId, deciderIds })
}

function found(metas: FileMetas | undefined): FileMetas {
  if (!metas) throw new AppError('not-found', 'There is no such file.')
  return metas
}
