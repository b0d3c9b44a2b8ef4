import { expect, it } from 'vitest'
import type { Fact } from '#engine/flow/advance/facts.ts'
import type { RunState } from '#engine/flow/advance/state.ts'
import type { State } from '#engine/flow/flow.ts'
import type { ProgressBatch, StateRoot } from '#engine/workflow/messages.ts'
import { db } from '#server/db.ts'
import { newExecutionId } from './new-id.ts'
import { recordProgress } from './record-progress.ts'

async function insert(state: State = 'CREATED'): Promise<string> {
  const id = newExecutionId()
  const histories = [{ state, date: new Date(0).toISOString() }]
  await db.execution.create({
    data: { id, namespace: 'n', flowId: 'f', flowRevision: 1, state, inputs: {}, labels: {}, histories },
  })
  return id
}

function batch(executionId: string, more: Partial<ProgressBatch> = {}): ProgressBatch & { root: StateRoot } {
  const context: RunState['context'] = {
    inputs: {},
    rounds: [],
    outputs: {},
    variables: {},
    labels: {},
    tasks: {},
    startedAt: 0,
  }
  const root = { semantics: 1, executionId, context, status: 'RUNNING' } as unknown as StateRoot
  return {
    executionId,
    generation: 1,
    seq: 1,
    round: 1,
    facts: [],
    nodes: {},
    ...more,
    root: more.root ?? root,
  }
}

const told = (state: State, at = 1): Fact => ({ kind: 'execution', at, state })
const run = (executionId: string, state: State, at = 1): Fact => ({
  kind: 'task-run',
  at,
  run: { id: `${executionId}~t`, taskId: 't', type: 'log', round: 1, position: 0, state, attempts: null },
})

it('stores a batch once, however often it comes', async () => {
  const id = await insert()
  const first = batch(id, { facts: [told('RUNNING'), run(id, 'RUNNING'), run(id, 'RUNNING', 2)] })
  for (let i = 0; i < 3; i++) expect(await recordProgress(first)).toEqual({ kind: 'stored' })
  await recordProgress(
    batch(id, { seq: 2, facts: [run(id, 'RUNNING', 3), run(id, 'SUCCESS', 4), told('SUCCESS', 5)] }),
  )
  const row = await db.execution.findUniqueOrThrow({ where: { id }, include: { taskRuns: true } })
  const states = (histories: unknown) => (histories as { state: string }[]).map(({ state }) => state)
  expect(row).toMatchObject({ state: 'SUCCESS', seq: 2, startedWorkflow: true })
  expect(states(row.histories)).toEqual(['CREATED', 'RUNNING', 'SUCCESS'])
  expect(row.taskRuns.map(({ histories }) => states(histories))).toEqual([['CREATED', 'RUNNING', 'SUCCESS']])
  expect(row.endedAt?.getTime()).toBe(5)
})

it('refuses what an older generation, or a run that was ended by force, still sends', async () => {
  const id = await insert('RUNNING')
  await db.execution.update({ where: { id }, data: { generation: 2 } })
  expect(await recordProgress(batch(id, { facts: [told('FAILED')] }))).toEqual({ kind: 'stale' })
  expect(await recordProgress(batch('nobody'))).toEqual({ kind: 'stale' })
  const killed = await insert('KILLED')
  expect(await recordProgress(batch(killed, { facts: [run(killed, 'SUCCESS')] }))).toEqual({ kind: 'stale' })
  expect(await db.taskRun.count({ where: { executionId: killed } })).toBe(0)
})

it('stops a run that comes to no end after its end was stored', async () => {
  const id = await insert('RUNNING')
  const ended = batch(id, { facts: [told('SUCCESS')] })
  const withStatus = (status: State) => ({ ...ended, root: { ...ended.root, status } })
  expect(await recordProgress(withStatus('SUCCESS'))).toEqual({ kind: 'stored' })
  expect(await recordProgress(withStatus('SUCCESS'))).toEqual({ kind: 'stored' })
  expect(await recordProgress(withStatus('RUNNING'))).toEqual({ kind: 'stale' })
  expect((await db.execution.findUniqueOrThrow({ where: { id } })).state).toBe('SUCCESS')
})

it('merges the context of the root, of which a batch brings what changed', async () => {
  const id = await insert('RUNNING')
  const withOutputs = (seq: number, outputs: RunState['context']['outputs']) => {
    const made = batch(id, { seq })
    return {
      ...made,
      root: { ...made.root, context: seq === 1 ? { ...made.root.context, outputs } : { outputs } },
    }
  }
  await recordProgress(withOutputs(1, { a: { value: 1 } }))
  await recordProgress(withOutputs(2, { b: { value: 'x\u0000' } }))
  const row = await db.execution.findUniqueOrThrow({ where: { id } })
  expect(row.root).toMatchObject({
    context: { startedAt: 0, outputs: { a: { value: 1 }, b: { value: 'x\ufffd' } } },
  })
})

it('keeps the pieces of a state, and forgets those that are no more', async () => {
  const id = await insert('RUNNING')
  const made = batch(id)
  const told = (seq: number, pieces: Record<string, object>, gone: string[] = []) =>
    recordProgress({ ...made, seq, root: { ...made.root, context: {}, pieces, gone } })
  await told(1, { 'loop:a': { values: ['x'] }, 'iteration:a~~0': { id: 'a~~0', outputs: { none: null } } })
  await told(2, { 'iteration:a~~1': { id: 'a~~1' } }, ['iteration:a~~0'])
  // facts of one step that come in two batches: the state comes with the last
  await recordProgress({ ...made, seq: 3, root: undefined })
  const row = await db.execution.findUniqueOrThrow({ where: { id } })
  expect(row.root).toMatchObject({ semantics: 1 })
  expect(row.root).toHaveProperty('pieces', {
    'loop:a': { values: ['x'] },
    'iteration:a~~1': { id: 'a~~1' },
  })
  expect(row.root).not.toHaveProperty('gone')
})

it('ends the task runs that an ended execution leaves open', async () => {
  const id = await insert('RUNNING')
  await recordProgress(batch(id, { facts: [run(id, 'RUNNING'), told('FAILED', 2)] }))
  const [left] = await db.taskRun.findMany({ where: { executionId: id } })
  expect(left).toMatchObject({ state: 'FAILED', node: null })
})
