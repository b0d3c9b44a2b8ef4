import { isTerminal, type State } from '#engine/flow/flow.ts'
import { tellParent, untoldChildren } from '#server/children/tell-parent.ts'
import { db, Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { drainOutbox } from '#server/outbox/drain.ts'
import { call, describe, terminate } from '#server/temporal.ts'
import { transaction } from '#server/transaction.ts'
import { mendTriggers } from '#server/triggers/mend.ts'
import { forceEnd } from './kill-execution.ts'
import { liveStates } from './live-states.ts'
import { lockExecution } from './locked-execution.ts'
import { startDue } from './start-scheduled.ts'
import { startRow } from './start-stored.ts'
import { admitNext, giveUpAfter, raiseGeneration } from './transition.ts'

/** How long a thing may take of itself before the sweep sees to it. Milliseconds. */
export interface SweepPatience {
  startMs: number
  killMs: number
  lostMs: number
  tellMs: number
}

export const patience: SweepPatience = { startMs: 5_000, killMs: 10_000, lostMs: 15_000, tellMs: 10_000 }

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
      await startDue(batch)
      await admitQueued()
      await startWaiting(wait.startMs)
      await endKilling(wait.killMs)
      await findLost(wait.lostMs)
      await drainOutbox()
      for (const id of await untoldChildren(before(wait.tellMs), batch)) await tellParent(id)
      await mendTriggers()
      return true
    },
    { timeout: 120_000, maxWait: 5_000 },
  )
}

const before = (ms: number) => new Date(Date.now() - ms)

/** What has begun, or should have. */
const begunStates = liveStates.filter((state) => !['CREATED', 'QUEUED', 'KILLING'].includes(state))

async function startWaiting(startMs: number): Promise<void> {
  const rows = await db.execution.findMany({
    where: {
      startedWorkflow: false,
      OR: [{ state: { in: begunStates } }, { state: 'CREATED', scheduleDate: null }, { playsAfter: true }],
      createdAt: { lt: before(startMs) },
    },
    orderBy: { createdAt: 'asc' },
    take: batch,
  })
  for (const row of rows) await startRow(row)
}

/** Gives away slots that were left free: a limit was raised, or an end did not see who waited. */
async function admitQueued(): Promise<void> {
  const flows = await db.execution.groupBy({ by: ['namespace', 'flowId'], where: { state: 'QUEUED' } })
  for (const flow of flows) await transaction((tx) => admitNext(tx, flow))
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
    OR: [{ state: { in: ['CREATED', ...begunStates] } }, { playsAfter: true }],
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
  if (!row || row.state === 'KILLING') return
  if (isTerminal(row.state as State) && (!row.playsAfter || (await endedAfter(id, state)))) return
  if (state === 'failed') await forceEnd(id, { state: 'FAILED', error: await failureOf(id) })
  else if (state === 'terminated')
    await forceEnd(id, { state: 'FAILED', error: 'The run was ended from outside' })
  else if (await raiseGeneration(db, id, row.generation))
    await startRow({ ...row, generation: row.generation + 1 })
}

/** What is played after an end is given up where its workflow failed; where it is only lost it goes on. */
async function endedAfter(
  id: string,
  state: 'completed' | 'failed' | 'terminated' | 'gone',
): Promise<boolean> {
  if (state === 'gone') return false
  await transaction(async (tx) => {
    const row = await lockExecution(tx, id)
    if (row?.playsAfter) await giveUpAfter(tx, row)
  })
  return true
}

/** Why a run that failed did. */
async function failureOf(executionId: string): Promise<string> {
  try {
    await call((client) => client.workflow.getHandle(executionId).result())
    return 'The run ended without a result'
  } catch (error) {
    if (error instanceof AppError) throw error
    return error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
  }
}
