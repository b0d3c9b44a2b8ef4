import { randomBytes } from 'node:crypto'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { db } from '#server/db.ts'
import { runTask } from '../run-task.ts'

/** How one task of a published flow is run. */
interface Call {
  context?: JsonObject
  signal?: AbortSignal
  attempt?: number
}

/** Tasks that were published as a flow, and one execution of it. */
export interface Published {
  namespace: string
  flowId: string
  executionId: string
  run(taskId: string, call?: Call): ReturnType<typeof runTask>
  /** `LEVEL message` of each line of a task's log, in order. */
  linesOf(taskId: string): Promise<string[]>
}

/** @throws Error where the tasks have a problem */
export async function publish(tasks: string, namespace = 'test.tasks'): Promise<Published> {
  const flowId = `flow-${randomBytes(4).toString('hex')}`
  const source = `id: ${flowId}\nnamespace: ${namespace}\ntasks:\n${tasks.replace(/^/gm, '  ')}`
  const { flow, problems } = parseFlow(source, vocabulary)
  if (!flow) throw new Error(JSON.stringify(problems))
  await db.flow.create({ data: { namespace, id: flowId, revision: 1, labels: {} } })
  const compiled: object = JSON.parse(JSON.stringify({ ...flow, revision: 1 }))
  await db.flowRevision.create({ data: { namespace, flowId, revision: 1, source, compiled } })
  const executionId = randomBytes(11).toString('hex')
  const owner = { executionId, namespace, flowId }
  return {
    ...owner,
    run: (taskId, { context = {}, signal = new AbortController().signal, attempt = 1 } = {}) =>
      runTask({
        ...owner,
        generation: 1,
        flowRevision: 1,
        taskRunId: `${executionId}-${taskId}`,
        taskId,
        attempt,
        round: 1,
        delivery: 1,
        context,
        signal,
        heartbeat: () => undefined,
      }),
    linesOf: async (taskId) => {
      const rows = await db.log.findMany({
        where: { flowId, taskId },
        orderBy: [{ attempt: 'asc' }, { line: 'asc' }],
      })
      return rows.map(({ level, message }) => `${level} ${message}`)
    },
  }
}
