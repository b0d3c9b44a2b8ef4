import { isTerminal, type JsonObject, type State } from '#engine/flow/flow.ts'
import type { Execution } from '#generated/prisma/client.ts'
import { db, Prisma } from '#server/db.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { drainOutbox } from '#server/outbox/drain.ts'
import { describe, failureOf, startRun, terminate } from '#server/temporal.ts'
import { transaction } from '#server/transaction.ts'
import { forceEnd } from './kill-execution.ts'
import { liveStates } from './live-states.ts'
import { firstInput, resumedInput } from './run-input.ts'
import { raiseGeneration } from './transition.ts'

/** How long a thing may take of itself before the sweep sees to it. Milliseconds. */
export interface SweepPatience {
  startMs: number
  killMs: number
  lostMs: number
}

export const patience: SweepPatience = { startMs: 5_000, killMs: 10_000, lostMs: 15_000 }

const lock = 7_310_001
const batch = 100
/** Where the look at live rows goes on next time. */
let cursor = ''

/**
 * Mends what a lost answer or a lost process left: starts what was inserted and not started, ends what does not end, and
 * goes on with what lost its workflow. One sweep at a time, whatever the number of workers; `false`: another one runs.
 */
export async function sweep(wait: SweepPatience = patience): Promise<boolean> {
  return transaction(
    async (tx) => {
      const [taken] = await tx.$queryRaw<{ ok: boolean }[]>(
        Prisma.sql`SELECT pg_try_advisory_xact_lock(${lock}) AS ok`,
      )
      if (!taken?.ok) return false
      await startWaiting(wait.startMs)
      await endKilling(wait.killMs)
      await findLost(wait.lostMs)
      await drainOutbox()
      return true
    },
    { timeout: 120_000, maxWait: 5_000 },
  )
}

const before = (ms: number) => new Date(Date.now() - ms)

async function startWaiting(startMs: number): Promise<void> {
  const rows = await db.execution.findMany({
    where: {
      startedWorkflow: false,
      state: { in: liveStates.filter((state) => state !== 'KILLING') },
      createdAt: { lt: before(startMs) },
    },
    orderBy: { createdAt: 'asc' },
    take: batch,
  })
  for (const row of rows) await startAgain(row)
}

/** A first start that was lost, or one more generation: from what is stored, or from the beginning where nothing is. */
async function startAgain(row: Execution): Promise<void> {
  const stored = row.generation > 1 && row.root !== null
  await startRun(
    stored
      ? resumedInput(row)
      : firstInput(await loadFlow(row.namespace, row.flowId, row.flowRevision), await startOf(row)),
  )
  await db.execution.updateMany({
    where: { id: row.id, generation: row.generation },
    data: { startedWorkflow: true },
  })
}

async function startOf(row: Execution) {
  const person = row.createdById
    ? await db.person.findUnique({
        where: { id: row.createdById },
        select: { id: true, email: true, name: true, timeZone: true, language: true },
      })
    : null
  return {
    executionId: row.id,
    generation: row.generation,
    inputs: row.inputs as JsonObject,
    labels: row.labels as Record<string, string>,
    variables: (row.variables ?? {}) as JsonObject,
    semantics: row.semantics,
    at: row.createdAt.getTime(),
    ...(row.trigger ? { trigger: row.trigger as JsonObject } : {}),
    ...(person ? { requester: { ...person, kind: 'person' } } : {}),
  }
}

/** A kill always ends: what did not end of itself, or fails over and over, is ended by force. */
async function endKilling(killMs: number): Promise<void> {
  const rows = await db.execution.findMany({
    where: { state: 'KILLING' },
    select: { id: true, histories: true },
    take: batch,
  })
  for (const { id, histories } of rows) {
    const since = Date.parse((histories as { date: string }[]).at(-1)?.date ?? '')
    const isLate = !(since > Date.now() - killMs)
    if (!isLate && (await describe(id)).taskAttempts < 3) continue
    await terminate(id, 'Killed')
    await forceEnd(id, { state: 'KILLED' })
  }
}

async function findLost(lostMs: number): Promise<void> {
  const where = {
    state: { in: liveStates.filter((state) => state !== 'KILLING') },
    startedWorkflow: true,
    createdAt: { lt: before(lostMs) },
  }
  const rows = await db.execution.findMany({
    where: { ...where, id: { gt: cursor } },
    orderBy: { id: 'asc' },
    take: batch,
  })
  cursor = rows.length < batch ? '' : (rows.at(-1)?.id ?? '')
  for (const row of rows) await lookAfter(row.id)
}

async function lookAfter(id: string): Promise<void> {
  const { state } = await describe(id)
  if (state === 'running') return
  // the last batch may have come in between the two looks
  const row = await db.execution.findUnique({ where: { id } })
  if (!row || isTerminal(row.state as State) || row.state === 'KILLING') return
  if (state === 'failed') await forceEnd(id, { state: 'FAILED', error: await failureOf(id) })
  else if (state === 'terminated')
    await forceEnd(id, { state: 'FAILED', error: 'The run was ended from outside' })
  else if (await raiseGeneration(db, id, row.generation))
    await startAgain({ ...row, generation: row.generation + 1 })
}
