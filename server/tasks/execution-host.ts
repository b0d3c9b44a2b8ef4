import type { ExecutionHost, FetchedLine, LogQuery, ResumeCall } from '#engine/catalog/execution-host.ts'
import { siblingRunId } from '#engine/flow/advance/task-run-id.ts'
import { logLevels, type LogLevel } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { childOutputs } from '#server/children/outputs-of.ts'
import { db } from '#server/db.ts'
import { purgeLogs } from '#server/logs/purge-logs.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { countExecutions } from '#server/runs/count-executions.ts'
import { purgeExecutions } from '#server/runs/purge-executions.ts'
import { resumeExecution } from '#server/runs/resume-execution.ts'
import { demandReach, isInReach, reachOf } from './reach.ts'
import type { TaskCall } from './types.ts'

const piece = 2_000

/** Other executions as a flow may see them: those in its reach. */
export function executionHost(call: TaskCall): ExecutionHost {
  const { signal } = call
  const within = reachOf(call.namespace)
  const by = `${call.namespace}/${call.flowId}`
  const actor: Actor = { ...systemActor, name: `Flow ${by}` }
  return {
    logs: (query) => linesOf(call, query),
    outputs: (sibling) => childOutputs(call.executionId, siblingRunId(call.taskRunId, { ...call, sibling })),
    async count(query) {
      for (const { namespace } of query.flows ?? []) demandReach(call.namespace, namespace)
      for (const namespace of query.namespaces ?? []) demandReach(call.namespace, namespace)
      return countExecutions(actor, query)
    },
    resume: (wanted) => resume(actor, call, wanted),
    async purge(purge) {
      if (purge.namespace !== undefined) demandReach(call.namespace, purge.namespace)
      return purgeExecutions(actor, { ...purge, within, by, signal })
    },
    async purgeLogs(purge) {
      if (purge.namespace !== undefined) demandReach(call.namespace, purge.namespace)
      return purgeLogs(actor, { ...purge, within, by, signal })
    },
  }
}

async function resume(
  actor: Actor,
  call: TaskCall,
  { executionId, flow, inputs }: ResumeCall,
): Promise<void> {
  const id = executionId ?? call.executionId
  const row = await executionInReach(call, id)
  if (flow && (row.namespace !== flow.namespace || row.flowId !== flow.flowId))
    throw new Error(`There is no execution ${id} of the flow ${flow.namespace}/${flow.flowId}.`)
  // an attempt that another worker takes over resumes once
  await resumeExecution(actor, id, { inputs, key: `${call.taskRunId}:${call.attempt}` })
}

async function* linesOf(call: TaskCall, query: LogQuery): AsyncGenerator<FetchedLine[]> {
  await executionInReach(call, query.executionId)
  const levels = logLevels.slice(logLevels.indexOf(query.minLevel))
  const where = {
    executionId: query.executionId,
    level: { in: [...levels] },
    taskId: query.taskIds && { in: [...query.taskIds] },
  }
  for (let skip = 0; ; skip += piece) {
    const rows = await db.log.findMany({
      where,
      orderBy: [{ timestamp: 'asc' }, { line: 'asc' }],
      skip,
      take: piece,
    })
    yield rows.map((row) => ({
      timestamp: row.timestamp.toISOString(),
      level: row.level as LogLevel,
      taskId: row.taskId,
      taskRunId: row.taskRunId,
      attemptNumber: row.attempt - 1,
      message: row.message,
    }))
    if (rows.length < piece) return
  }
}

async function executionInReach(call: TaskCall, id: string): Promise<{ namespace: string; flowId: string }> {
  if (id === call.executionId) return call
  const row = await db.execution.findUnique({ where: { id }, select: { namespace: true, flowId: true } })
  if (!row || !isInReach(call.namespace, row.namespace))
    throw new Error(`There is no execution ${id} that a flow of '${call.namespace}' may see.`)
  return row
}
