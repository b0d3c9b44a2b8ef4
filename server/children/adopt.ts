import type { ChildEnd } from '#engine/flow/advance/events.ts'
import { isTerminal, type State, type Task } from '#engine/flow/flow.ts'
import type { Execution } from '#generated/prisma/client.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { restartExecution } from '#server/runs/restart-execution.ts'
import { childEnd } from './child-end.ts'
import { lastRestartOf, type Parent } from './parent.ts'

/** Which execution of a task run is meant. */
export interface Adoption {
  parent: Parent
  task: Task
  taskRunId: string
  attempt: number
  /** Null where the task run has just one. */
  iteration: number | null
}

export interface Adopted {
  executionId: string
  end?: ChildEnd
}

/** The execution that an earlier delivery of the same call started. */
export async function adopt(id: string, adoption: Adoption): Promise<Adopted | undefined> {
  const first = await db.execution.findUnique({ where: { id } })
  if (!first) return undefined
  return asItIs(first.state === 'RETRIED' ? await newestOf(first) : first, adoption)
}

/** What a retry put in the place of an execution. */
async function newestOf(first: Execution): Promise<Execution> {
  const where = { originalId: first.id, parentTaskRunId: first.parentTaskRunId }
  return (await db.execution.findFirst({ where, orderBy: { attempt: 'desc' } })) ?? first
}

/**
 * The execution of the attempt before a person's restart of the parent: it goes on as this attempt's. One that failed is
 * restarted, one that succeeded counts as it ended. Undefined: there is none to go on with.
 */
export async function adoptRestarted(adoption: Adoption): Promise<Adopted | undefined> {
  const { parent, taskRunId, attempt, iteration } = adoption
  const restartedAt = lastRestartOf(parent)
  if (restartedAt === undefined) return undefined
  const row = await db.execution.findFirst({
    where: {
      triggerExecutionId: parent.id,
      parentTaskRunId: taskRunId,
      iteration,
      parentAttempt: { lte: attempt },
    },
    orderBy: [{ parentAttempt: 'desc' }, { createdAt: 'desc' }],
  })
  if (!row) return undefined
  const endedSince = row.endedAt !== null && row.endedAt.getTime() > restartedAt
  if (endedSince || !isBad(row.state as State))
    return endedSince && row.parentAttempt !== attempt
      ? undefined
      : asItIs(await claim(row, attempt), adoption)
  return restarted(await claim(row, attempt))
}

const bad: readonly State[] = ['FAILED', 'KILLED', 'CANCELLED']

function isBad(state: State): boolean {
  return bad.includes(state)
}

async function asItIs(row: Execution, { parent, task }: Adoption): Promise<Adopted> {
  if (!isTerminal(row.state as State)) return { executionId: row.id }
  return { executionId: row.id, end: await childEnd(row, { parent, task }) }
}

/** From now on its end is told to this attempt. */
async function claim(row: Execution, parentAttempt: number): Promise<Execution> {
  if (row.parentAttempt === parentAttempt) return row
  return db.execution.update({ where: { id: row.id }, data: { parentAttempt } })
}

/** Where nothing of it can be played again, a new one begins. */
async function restarted({ id }: Execution): Promise<Adopted | undefined> {
  try {
    await restartExecution(systemActor, id)
    return { executionId: id }
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return { executionId: id }
    if (error instanceof AppError && error.code === 'invalid') return undefined
    throw error
  }
}
