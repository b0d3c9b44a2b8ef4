import type { JsonObject } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import { requesterColumns, storedRequester } from '#server/people/requester-of.ts'
import type { OldAnswers } from './old-answers.ts'
import type { PastRun } from './rehearse.ts'

export interface RunOfFlow extends PastRun, Pick<OldAnswers, 'files'> {
  executionId: string
  createdAt: Date
  request: { id: string; number: string; title: string } | null
}

/** The newest executions of a flow that nothing else started, with what they put out and how they were decided. Four queries. */
export async function pastRunsOf(
  flow: { namespace: string; flowId: string },
  size: number,
): Promise<RunOfFlow[]> {
  const executions = await db.execution.findMany({
    where: { ...flow, parentId: null, parentTaskRunId: null },
    orderBy: { createdAt: 'desc' },
    take: size,
    select: {
      id: true,
      createdAt: true,
      inputs: true,
      request: { select: { id: true, number: true, title: true, requester: { select: requesterColumns } } },
    },
  })
  const executionId = { in: executions.map(({ id }) => id) }
  const [runs, approvals, stored] = await Promise.all([
    db.taskRun.findMany({
      where: { executionId, iteration: null },
      orderBy: { position: 'asc' },
      select: { executionId: true, taskId: true, type: true, outputs: true },
    }),
    db.approval.findMany({
      where: { executionId },
      orderBy: { createdAt: 'asc' },
      select: { executionId: true, taskId: true, state: true },
    }),
    db.storedFile.findMany({
      where: { executionId, uri: { contains: '/inputs/' } },
      select: { uri: true, name: true, size: true },
    }),
  ])
  const files = new Map(stored.map(({ uri, name, size }) => [uri, { name, size: Number(size) }]))
  const tasks = new Map(
    executions.map(({ id }) => [id, new Map<string, { type: string; outputs: JsonObject | undefined }>()]),
  )
  for (const run of runs)
    tasks.get(run.executionId)?.set(run.taskId, { type: run.type, outputs: knownOutputs(run.outputs) })
  const decisions = new Map(executions.map(({ id }) => [id, new Map<string, string>()]))
  for (const { executionId: id, taskId, state } of approvals) decisions.get(id)?.set(taskId, state)
  return executions.map(({ id, createdAt, inputs, request }) => ({
    executionId: id,
    createdAt,
    request: request && { id: request.id, number: request.number, title: request.title },
    inputs: inputs as JsonObject,
    requester: request ? storedRequester(request.requester) : {},
    tasks: tasks.get(id) ?? new Map(),
    decisions: decisions.get(id) ?? new Map(),
    files,
  }))
}

/** What is too big to be stored beside it, or sealed, is not known here. */
function knownOutputs(outputs: unknown): JsonObject | undefined {
  if (typeof outputs !== 'object' || outputs === null) return undefined
  const text = JSON.stringify(outputs)
  return /"type":"(reference|aes_encrypted)"/.test(text) ? undefined : (outputs as JsonObject)
}
