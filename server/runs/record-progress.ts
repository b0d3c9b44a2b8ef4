import type { Fact } from '#engine/flow/advance/facts.ts'
import { isTerminal } from '#engine/flow/flow.ts'
import type { ProgressAnswer, ProgressBatch } from '#engine/workflow/messages.ts'
import { closeApproval } from '#server/approvals/close-approval.ts'
import { recordChange } from '#server/approvals/record-change.ts'
import { recordRetraction, recordSettled } from '#server/approvals/record-hold.ts'
import { recordVote } from '#server/approvals/record-vote.ts'
import { remindDeciders } from '#server/approvals/remind-deciders.ts'
import type { Tx } from '#server/db.ts'
import { announce } from '#server/events.ts'
import { recordLines } from '#server/logs/record-lines.ts'
import { recordResubmission } from '#server/requests/record-resubmission.ts'
import { refreshRequest } from '#server/requests/refresh-request.ts'
import { transaction } from '#server/transaction.ts'
import { closeTaskRuns } from './close-task-runs.ts'
import { lockExecution, type LockedExecution } from './locked-execution.ts'
import { recordFailures } from './record-failures.ts'
import { recordKept } from './record-kept.ts'
import { recordTaskRuns } from './record-task-runs.ts'
import { replaceExecution } from './replace-execution.ts'
import { transition, type TransitionValues } from './transition.ts'

/** Under load a batch waits for a connection; it is the activity's time-out that ends the wait. Milliseconds. */
const patient = { maxWait: 20_000, timeout: 20_000 }

type Told<K extends Fact['kind']> = Extract<Fact, { kind: K }>

/**
 * Stores a batch of facts and what `advance` needs to go on, in one transaction. A batch that is stored already changes
 * nothing; one of an older generation, or of an execution that is gone, is refused as `stale`.
 */
export async function recordProgress(batch: ProgressBatch): Promise<ProgressAnswer> {
  return transaction(async (tx): Promise<ProgressAnswer> => {
    const row = await lockExecution(tx, batch.executionId)
    if (!row || row.generation !== batch.generation) return { kind: 'stale' }
    if (row.seq >= batch.seq) return { kind: endsOtherwise(row, batch) ? 'stale' : 'stored' }
    // killed by force, or failed by the sweep: nothing comes after but what its own end says
    if (isTerminal(row.state) && !isOfItsEnd(row, batch)) return { kind: 'stale' }
    await store(tx, row, batch)
    return { kind: 'stored' }
  }, patient)
}

/**
 * The end was stored and its workflow task was lost: played again it has come to no end. What was stored first stays, and the
 * run must not go on beside it.
 */
function endsOtherwise({ state, playsAfter }: LockedExecution, { root }: ProgressBatch): boolean {
  return isTerminal(state) && !playsAfter && root !== undefined && !isTerminal(root.status)
}

/** What is played after the end, by the run that ended it so. */
function isOfItsEnd({ state, playsAfter }: LockedExecution, { root }: ProgressBatch): boolean {
  return playsAfter && (root === undefined || root.status === state)
}

/** Whether more comes after the end: without a root the facts of this step go on in the next batch. */
function playsOn({ playsAfter }: LockedExecution, { facts, root }: ProgressBatch): boolean {
  if (root) return root.after === true
  return playsAfter || facts.some((fact) => fact.kind === 'execution' && isTerminal(fact.state))
}

async function store(tx: Tx, row: LockedExecution, batch: ProgressBatch): Promise<void> {
  const { facts, nodes, seq, round, root } = batch
  const runs = facts.filter((fact) => fact.kind === 'task-run')
  await recordTaskRuns(tx, row.id, { facts: runs, nodes })
  await recordFailures(tx, row, runs)
  for (const fact of facts) {
    if (fact.kind === 'vote') await recordVote(tx, fact, row)
    else if (fact.kind === 'vote-retracted') await recordRetraction(tx, fact)
    else if (fact.kind === 'votes-settled') await recordSettled(tx, fact)
    else if (fact.kind === 'approval-changed') await recordChange(tx, fact, row)
    else if (fact.kind === 'approval-reminded') await remindDeciders(tx, fact)
    else if (fact.kind === 'approval-closed') await closeApproval(tx, fact)
    else if (fact.kind === 'resubmitted') await recordResubmission(tx, fact, row)
    else if (fact.kind === 'task-run-kept') await recordKept(tx, fact)
  }
  await recordLines(tx, row, { facts: facts.filter((fact) => fact.kind === 'log'), seq })
  const told = facts.filter((fact) => fact.kind === 'execution')
  const values = {
    ...valuesOf(told),
    progress: { seq, round, root, after: playsOn(row, batch) },
  }
  const { state, changed } = await transition(tx, row, { told, values })
  if (row.playsAfter && root && !root.after) await closeTaskRuns(tx, row.id, 'KILLED')
  const successor = told.find((fact) => fact.successor)?.successor
  if (changed && state === 'RETRIED' && successor) await replaceExecution(tx, row, successor)
  const topics = [`execution:${row.id}`, 'runs']
  if (row.requestId) topics.push(`request:${row.requestId}`)
  if (row.requestId && (changed || facts.some((fact) => fact.kind === 'approval-closed'))) {
    await refreshRequest(tx, row.id)
  }
  await announce(tx, topics)
}

/** The newest of each value that the facts bring. */
function valuesOf(told: readonly Told<'execution'>[]): TransitionValues {
  const values: TransitionValues = {}
  for (const { outputs, labels, variables, error } of told) {
    values.outputs = outputs ?? values.outputs
    values.labels = labels ?? values.labels
    values.variables = variables ?? values.variables
    values.error = error ?? values.error
  }
  return values
}
