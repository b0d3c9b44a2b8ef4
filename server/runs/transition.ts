import { isTerminal, type JsonObject, type State } from '#engine/flow/flow.ts'
import { Prisma, type Tx } from '#server/db.ts'
import { closeTaskRuns } from './close-task-runs.ts'
import { liveStates } from './live-states.ts'
import { walkStates } from './state-rules.ts'
import { storable } from './storable.ts'

/** An execution's row, locked for this transaction. */
export interface LockedExecution {
  id: string
  namespace: string
  flowId: string
  state: State
  generation: number
  seq: number
  requestId: string | null
}

/** What else changes with the state. */
export interface TransitionValues {
  outputs?: JsonObject
  labels?: Record<string, string>
  variables?: JsonObject
  error?: string
  /** With a progress batch. */
  progress?: { seq: number; round: number; semantics: number; root: object }
}

/** Locks an execution's row; undefined where there is none. */
export async function lockExecution(tx: Tx, id: string): Promise<LockedExecution | undefined> {
  const [row] = await tx.$queryRaw<LockedExecution[]>(Prisma.sql`
    SELECT id, namespace, "flowId", state, generation, seq, "requestId" FROM "Execution" WHERE id = ${id} FOR UPDATE`)
  return row
}

/**
 * The only place that changes an execution's state, whoever asks. `row` was locked in this transaction, so the state and
 * the generation that were compared are those that are changed. What a terminal state owes to others goes into the outbox.
 * @param told states in the order in which they were reached; what the rules do not allow is passed over
 * @returns the state that it has now, and whether that is a new one
 */
export async function transition(
  tx: Tx,
  row: LockedExecution,
  change: { told: readonly { state: State; at: number }[]; values?: TransitionValues },
): Promise<{ state: State; changed: boolean }> {
  const { state, entries } = walkStates(row.state, change.told)
  const ended = isTerminal(state) && entries.length > 0
  const values = change.values ?? {}
  await tx.$executeRaw(updateOf(row, { state, entries, values, ended }))
  if (ended) await settle(tx, row, state)
  return { state, changed: entries.length > 0 }
}

interface Update {
  state: State
  entries: { state: State; date: string }[]
  values: TransitionValues
  ended: boolean
}

function updateOf(row: LockedExecution, { state, entries, values, ended }: Update): Prisma.Sql {
  const last = entries.at(-1)?.date
  const running = entries.find((entry) => entry.state === 'RUNNING')?.date
  const sets = [Prisma.sql`"startedWorkflow" = "startedWorkflow" OR ${values.progress !== undefined}`]
  const json = (value: unknown) => Prisma.sql`${storable(value)}::jsonb`
  if (entries.length > 0) sets.push(Prisma.sql`state = ${state}, histories = histories || ${json(entries)}`)
  if (running) sets.push(Prisma.sql`"startedAt" = COALESCE("startedAt", ${running}::timestamptz)`)
  if (ended && last) sets.push(Prisma.sql`"endedAt" = ${last}::timestamptz`)
  if (values.outputs) sets.push(Prisma.sql`outputs = ${json(values.outputs)}`)
  if (values.labels) sets.push(Prisma.sql`labels = ${json(values.labels)}`)
  if (values.variables) sets.push(Prisma.sql`variables = ${json(values.variables)}`)
  if (values.error !== undefined) sets.push(Prisma.sql`error = ${json(values.error)} #>> '{}'`)
  if (values.progress) {
    const { seq, round, semantics, root } = values.progress
    sets.push(
      Prisma.sql`seq = ${seq}, round = ${round}, semantics = ${semantics}, root = ${mergedRoot(root)}`,
    )
  }
  return Prisma.sql`UPDATE "Execution" SET ${Prisma.join(sets)} WHERE id = ${row.id} AND generation = ${row.generation}`
}

/** A batch brings of the context only what changed, and of its outputs only the changed keys. */
function mergedRoot(root: object): Prisma.Sql {
  const given = Prisma.sql`${storable(root)}::jsonb`
  return Prisma.sql`(SELECT g || jsonb_build_object('context',
      COALESCE(root->'context', '{}') || (g->'context') || jsonb_build_object('outputs',
        COALESCE(root#>'{context,outputs}', '{}') || COALESCE(g#>'{context,outputs}', '{}')))
    FROM (SELECT ${given} AS g) AS given)`
}

/** What is left over when an execution ends, and what its end owes to others. */
async function settle(tx: Tx, row: LockedExecution, state: State): Promise<void> {
  await closeTaskRuns(tx, row.id, state)
  const payload = storable({ executionId: row.id, generation: row.generation, state })
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "Outbox" (kind, payload)
    SELECT 'execution-ended', ${payload}::jsonb WHERE EXISTS (SELECT 1 FROM "Execution" WHERE "parentId" = ${row.id})`)
}

/**
 * A new attempt at the whole execution: from now on every write of the former one is refused.
 * @returns false where somebody else was first
 */
export async function raiseGeneration(tx: Tx, id: string, generation: number): Promise<boolean> {
  const changed = await tx.execution.updateMany({
    where: { id, generation, state: { in: liveStates } },
    data: { generation: generation + 1, seq: 0, startedWorkflow: false },
  })
  return changed.count === 1
}
