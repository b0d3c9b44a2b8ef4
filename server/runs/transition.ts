import { isTerminal, type JsonObject, type State } from '#engine/flow/flow.ts'
import { Prisma, type Tx } from '#server/db.ts'
import { announce } from '#server/events.ts'
import { owe } from '#server/outbox/soon.ts'
import { afterCommit } from '#server/transaction.ts'
import { freeingOf, heardOf, tellTriggers } from '#server/triggers/tell-triggers.ts'
import { closeTaskRuns, closingOf } from './close-task-runs.ts'
import { liveStates } from './live-states.ts'
import type { LockedExecution } from './locked-execution.ts'
import { nextInLine, slotStates, type FlowKey } from './slots.ts'
import { startStored } from './start-stored.ts'
import { walkStates, type HistoryEntry } from './state-rules.ts'
import { storable } from './storable.ts'

/** What else changes with the state. */
export interface TransitionValues {
  outputs?: JsonObject
  labels?: Record<string, string>
  variables?: JsonObject
  error?: string
  /** With a progress batch. */
  progress?: { seq: number; round: number; root?: { semantics: number }; after: boolean }
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
  const reached = entries.map((entry) => entry.state)
  if (ended) await settle(tx, row, { state, reached, playsAfter: values.progress?.after === true })
  else await tellTriggers(tx, row, reached)
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
  if (values.outputs) sets.push(Prisma.sql`outputs = ${storable(values.outputs)}::json`)
  if (values.labels) sets.push(Prisma.sql`labels = ${storable(values.labels)}::json`)
  if (values.variables) sets.push(Prisma.sql`variables = ${json(values.variables)}`)
  if (values.error !== undefined) sets.push(Prisma.sql`error = ${json(values.error)} #>> '{}'`)
  if (values.progress) {
    const { seq, round, root, after } = values.progress
    sets.push(Prisma.sql`seq = ${seq}, round = ${round}, "playsAfter" = ${after}`)
    if (root) sets.push(Prisma.sql`semantics = ${root.semantics}, root = ${mergedRoot(root)}`)
  }
  return Prisma.sql`UPDATE "Execution" SET ${Prisma.join(sets)} WHERE id = ${row.id} AND generation = ${row.generation}`
}

/** A batch brings of the context only what changed, of its outputs only the changed keys, and of the pieces the changed ones. */
function mergedRoot(root: object): Prisma.Sql {
  const given = Prisma.sql`${storable(root)}::jsonb`
  return Prisma.sql`(SELECT (g - 'gone' - 'outputsAnew') || jsonb_build_object(
      'context', COALESCE(root->'context', '{}') || (g->'context') || jsonb_build_object('outputs',
        CASE WHEN g ? 'outputsAnew' THEN '{}' ELSE COALESCE(root#>'{context,outputs}', '{}') END || COALESCE(g#>'{context,outputs}', '{}')),
      'pieces', (COALESCE(root->'pieces', '{}') - ARRAY(SELECT jsonb_array_elements_text(COALESCE(g->'gone', '[]'))))
        || COALESCE(g->'pieces', '{}'))
    FROM (SELECT ${given} AS g) AS given)`
}

interface Ended {
  state: State
  reached: readonly State[]
  playsAfter: boolean
}

/** What is left over when an execution ends, and what its end owes to others: one statement, for every run ends. */
async function settle(tx: Tx, row: LockedExecution, { state, reached, playsAfter }: Ended): Promise<void> {
  const payload = storable({ executionId: row.id, generation: row.generation, state })
  const told = state !== 'RETRIED'
  const closed = playsAfter ? Prisma.sql`SELECT 1` : Prisma.sql`${closingOf(row.id, state)} RETURNING 1`
  const owed = await tx.$executeRaw(Prisma.sql`
    WITH closed AS (${closed}), freed AS (${freeingOf(row.id, state)} RETURNING 1), child AS (
      UPDATE "Execution" SET "parentTold" = false WHERE id = ${row.id} AND "parentTold" IS NOT NULL AND ${told} RETURNING 1)
    INSERT INTO "Outbox" (kind, payload)
    SELECT 'child-ended', ${payload}::jsonb FROM child
    UNION ALL SELECT 'execution-ended', ${payload}::jsonb WHERE EXISTS (
      SELECT 1 FROM "Execution" WHERE "triggerExecutionId" = ${row.id} AND "parentTaskRunId" IS NOT NULL)
    UNION ALL ${heardOf(row, reached)}`)
  if (owed > 0) owe(tx)
  if (row.limited && holdsSlot.has(row.state)) await admitNext(tx, row)
}

const holdsSlot = new Set<State>(slotStates)

/**
 * Gives the slots that are free to those who wait, in order of creation; their workflows start after the commit.
 * Called where a slot was freed, and by the sweep for what was missed.
 */
export async function admitNext(tx: Tx, flow: FlowKey): Promise<void> {
  for (const next of await nextInLine(tx, flow)) await admitNow(tx, next)
}

/** Gives an execution that has not begun its place whatever the limit says: it is RUNNING, and its workflow starts after the commit. */
export async function admitNow(tx: Tx, row: LockedExecution): Promise<void> {
  await transition(tx, row, { told: [{ state: 'RUNNING', at: Date.now() }] })
  await announce(tx, [`execution:${row.id}`, 'runs'])
  afterCommit(tx, () => startStored(row.id))
}

/** Ends what is played after the execution's end: its state stays what it is. */
export async function giveUpAfter(tx: Tx, row: LockedExecution): Promise<void> {
  await closeTaskRuns(tx, row.id, 'KILLED')
  await tx.execution.update({ where: { id: row.id }, data: { playsAfter: false } })
  await announce(tx, [`execution:${row.id}`])
}

/** What a person makes of an execution that has ended. */
export interface Restatement {
  /** RESTARTED: it goes on; else the state that it has from now on. */
  state: State
  at: number
  labels: Record<string, string>
  /** Of the execution that it goes on from; undefined: its own. */
  histories?: readonly HistoryEntry[]
  /** False for a row that was just inserted: it has had no other attempt. */
  raise: boolean
}

/**
 * The only way out of a terminal state, for a person: a new generation, so that every write of the former one is refused.
 * `row` was locked in this transaction.
 * @returns the generation that it has now
 */
export async function restate(tx: Tx, row: LockedExecution, to: Restatement): Promise<number> {
  const generation = row.generation + (to.raise ? 1 : 0)
  const json = (value: unknown) => Prisma.sql`${storable(value)}::jsonb`
  const entry = { state: to.state, date: new Date(to.at).toISOString() }
  const before = to.histories ? json(to.histories) : Prisma.sql`histories`
  const goesOn = isTerminal(to.state)
    ? Prisma.sql`"endedAt" = ${entry.date}::timestamptz`
    : Prisma.sql`"endedAt" = NULL, outputs = NULL, error = NULL, root = NULL, seq = 0, "startedWorkflow" = FALSE`
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Execution" SET state = ${to.state}, generation = ${generation}, labels = ${storable(to.labels)}::json,
      histories = ${before} || ${json([entry])}, ${goesOn}
    WHERE id = ${row.id} AND generation = ${row.generation}`)
  await tellTriggers(tx, { id: row.id, generation }, [to.state])
  return generation
}

/**
 * A new attempt at the whole execution: from now on every write of the former one is refused.
 * @returns false where somebody else was first
 */
export async function raiseGeneration(tx: Tx, id: string, generation: number): Promise<boolean> {
  const changed = await tx.execution.updateMany({
    where: { id, generation, OR: [{ state: { in: liveStates } }, { playsAfter: true }] },
    data: { generation: generation + 1, seq: 0, startedWorkflow: false },
  })
  return changed.count === 1
}
