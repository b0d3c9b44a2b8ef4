import type { Fact } from '#engine/flow/advance/facts.ts'
import { audit } from '#server/audit/record.ts'
import { Prisma, type Tx } from '#server/db.ts'
import { loadFlowIn } from '#server/flows/load-flow.ts'
import { storable } from '#server/runs/storable.ts'
import { titleOf } from './title.ts'

interface OfExecution {
  id: string
  namespace: string
  flowId: string
  flowRevision: number
  requestId: string | null
}

/** Id of the event that a resubmission leaves: by it a repeat is known. */
export function resubmissionId(requestId: string, commandId: string): string {
  return `${requestId}:${commandId}`
}

/** Stores the answers of a new round and keeps those before it, with its audit entry; the request is called by the new ones. */
export async function recordResubmission(
  tx: Tx,
  { resubmission, at }: Extract<Fact, { kind: 'resubmitted' }>,
  execution: OfExecution,
): Promise<void> {
  const { round, inputs, by, door, address, commandId } = resubmission
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Execution" SET rounds = rounds || jsonb_build_array(inputs::jsonb), inputs = ${storable(inputs)}::json
    WHERE id = ${execution.id}`)
  // a lost run takes over what it finds marked: what an earlier attempt left counts no more
  await tx.taskRun.updateMany({
    where: { executionId: execution.id, kept: { not: null } },
    data: { kept: null },
  })
  const { requestId: id } = execution
  if (id === null) return
  const request = await tx.request.findUnique({
    where: { id },
    select: {
      currentExecutionId: true,
      requester: { select: { language: true } },
      app: { select: { displayName: true } },
    },
  })
  if (request?.currentExecutionId !== execution.id) return
  const flow = await loadFlowIn(tx, execution)
  const title = titleOf(flow, {
    appName: request.app?.displayName ?? flow.id,
    values: inputs,
    language: request.requester.language ?? 'en',
  })
  await tx.request.update({ where: { id }, data: { round, title, updatedAt: new Date(at) } })
  await tx.requestEvent.create({
    data: {
      id: resubmissionId(id, commandId),
      requestId: id,
      kind: 'resubmitted',
      personId: by,
      people: [],
      at: new Date(at),
    },
  })
  await audit(
    tx,
    { id: by, door, address },
    {
      action: 'request:resubmit',
      subjectType: 'request',
      subjectId: id,
      after: { commandId, round, executionId: execution.id },
    },
  )
}
