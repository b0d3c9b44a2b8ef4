import type { Actor } from '#server/actor.ts'
import { auditRead } from '#server/audit/sensitive.ts'
import { standInReaders } from '#server/approvals/stand-ins.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { peopleIn, subjectOf } from '#server/requests/relations.ts'
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

/**
 * Streams a file of a request to those who may see the request: of its answers, its results and its comments.
 * @throws AppError `not-found`
 */
export async function downloadRequestFile(actor: Actor, requestId: string, uri: string): Promise<Response> {
  const request = await db.request.findUnique({
    where: { id: requestId },
    select: {
      id: true,
      namespace: true,
      flowId: true,
      requesterId: true,
      currentExecutionId: true,
      executions: { select: { id: true } },
    },
  })
  if (!request) throw new AppError('not-found', 'There is no such file.')
  const subject = await subjectOf(request)
  demand(actor, 'file:read', subject)
  await noteStranger(actor, { requestId, related: peopleIn(subject) })
  const own = request.executions.map(({ id }) => id)
  return attachment(uri, found(await metasIn(uri, { requestId, executionIds: own })))
}

interface Place {
  requestId: string
  executionIds: readonly string[]
}

async function metasIn(uri: string, { requestId, executionIds }: Place) {
  const row = await db.storedFile.findUnique({ where: { uri }, select: { executionId: true } })
  if (row) return executionIds.includes(row.executionId) ? fileMetas(row.executionId, uri) : undefined
  const file = await db.commentFile.findFirst({
    where: { uri, comment: { requestId, deletedAt: null } },
    select: { name: true, contentType: true },
  })
  return file ?? undefined
}

interface Related {
  requestId: string
  /** Who stands in a relation to it. */
  related: readonly string[]
}

/** Whoever reads it by a role alone is written down. */
async function noteStranger(actor: Actor, { requestId, related }: Related): Promise<void> {
  if (related.includes(actor.id)) return
  await auditRead(actor, 'file:read', { subjectType: 'request', subjectId: requestId })
}

async function demandExecution(actor: Actor, executionId: string): Promise<void> {
  const execution = await db.execution.findUnique({
    where: { id: executionId },
    select: {
      namespace: true,
      request: { select: { id: true, requesterId: true } },
      approvals: { select: { id: true, state: true, deciders: { select: { personId: true } } } },
    },
  })
  if (!execution) throw new AppError('not-found', 'There is no such file.')
  const { namespace, request } = execution
  const standIns = await standInReaders(db, execution.approvals)
  const deciderIds = execution.approvals.flatMap(({ id, deciders }) => [
    ...deciders.map(({ personId }) => personId),
    ...(standIns.get(id) ?? []),
  ])
  demand(actor, 'file:read', { namespace, requesterId: request?.requesterId, deciderIds })
  if (request)
    await noteStranger(actor, { requestId: request.id, related: [request.requesterId, ...deciderIds] })
}

function found<M>(metas: M | undefined): M {
  if (!metas) throw new AppError('not-found', 'There is no such file.')
  return metas
}
