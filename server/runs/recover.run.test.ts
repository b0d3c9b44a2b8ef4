import { Client, Connection } from '@temporalio/client'
import { spawn } from 'node:child_process'
import { expect, it } from 'vitest'
import { db } from '#server/db.ts'
import { describe, startRun } from '#server/temporal.ts'
import { until } from '../../tests/harness/until.ts'
import { getExecution } from './get-execution.ts'
import { resumedInput } from './run-input.ts'
import { sweep } from './sweep.ts'
import { namespace, statesOf, setUpRuns } from './testdata/fixture.ts'

const runs = setUpRuns({ worker: false })
const now = { startMs: 0, killMs: 0, lostMs: 0, tellMs: 0 }

const scripted = `
id: scripted
namespace: ${namespace}
tasks:
  - id: before
    type: return
    format: kept
  - id: work
    type: script.shell
    script: sleep 2
  - id: after
    type: log
    message: "{{ outputs.before.value }}"
`

const works = async (id: string) => {
  const execution = await getExecution(runs.engineer, id)
  return execution.taskRunList.some(({ taskId, state }) => taskId === 'work' && state.current === 'RUNNING')
}

it('goes on after its worker was killed', async () => {
  await runs.publish(scripted)
  const worker = spawn(process.execPath, ['--import', 'tsx', 'server/worker.ts'], {
    env: process.env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await new Promise((ready) => worker.once('message', ready))
  const id = await runs.start('scripted')
  await until(() => works(id), 'the script runs')
  worker.kill('SIGKILL')
  await runs.startWorker()
  const execution = await runs.rest(id)
  expect(execution.state.current).toBe('SUCCESS')
  expect(statesOf(execution)).toEqual({ before: 'SUCCESS', work: 'SUCCESS', after: 'SUCCESS' })
  const ended = execution.taskRunList.map(({ state }) =>
    state.histories.filter((entry) => entry.state === 'SUCCESS'),
  )
  expect(ended.map((entries) => entries.length)).toEqual([1, 1, 1])
})

it('is started by the sweep where the start did not come through, and only once', async () => {
  const id = await runs.start('scripted')
  await runs.rest(id)
  const row = await db.execution.findUniqueOrThrow({ where: { id } })
  const { requestId: _, idempotencyKey: __, ...copy } = row
  const lost = {
    ...copy,
    id: 'lost-start',
    state: 'CREATED',
    startedWorkflow: false,
    seq: 0,
    generation: 1,
    endedAt: null,
    histories: [{ state: 'CREATED', date: new Date().toISOString() }],
  }
  await db.execution.create({
    data: JSON.parse(JSON.stringify({ ...lost, root: undefined, outputs: undefined, trigger: undefined })),
  })
  await sweep(now)
  expect((await runs.rest('lost-start')).state.current).toBe('SUCCESS')
  const first = resumedInput({ ...row, id: 'lost-start', generation: 1 })
  expect(await startRun(first)).toBe('exists')
})

it('goes on from what is stored where Temporal has lost the workflow, as the next generation', async () => {
  const id = await runs.start('scripted')
  await until(() => works(id), 'the script runs')
  await lose(id)
  await until(
    async () => (await sweep(now)) && (await db.execution.findUnique({ where: { id } }))?.generation === 2,
    'the sweep',
  )
  const execution = await runs.rest(id)
  expect(execution.state.current).toBe('SUCCESS')
  expect(execution.metadata.attemptNumber).toBe(2)
  expect(execution.taskRunList.map(({ taskId, state }) => [taskId, state.current])).toEqual([
    ['before', 'SUCCESS'],
    ['work', 'SUCCESS'],
    ['after', 'SUCCESS'],
  ])
  expect(execution.taskRunList[1]?.attempts).toHaveLength(2)
})

/** Removes a workflow from Temporal, as the loss of its data would. */
async function lose(id: string): Promise<void> {
  const connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS ?? '' })
  const client = new Client({ connection })
  await client.workflowService.deleteWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId: id },
  })
  await until(async () => (await describe(id)).state === 'gone', 'the workflow is gone')
  await connection.close()
}
