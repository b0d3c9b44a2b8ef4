import { expect, it } from 'vitest'
import { db } from '#server/db.ts'
import { terminate } from '#server/temporal.ts'
import { makePerson } from '../../tests/harness/people.ts'
import { until } from '../../tests/harness/until.ts'
import { getExecution } from './get-execution.ts'
import { killExecution } from './kill-execution.ts'
import { sweep } from './sweep.ts'
import { namespace, statesOf, setUpRuns } from './testdata/fixture.ts'

const runs = setUpRuns()

const slow = `
id: slow
namespace: ${namespace}
tasks:
  - id: long
    type: script.shell
    script: sleep 120
  - id: after
    type: log
    message: after
`
const isRunning = async (id: string) => {
  const execution = await getExecution(runs.engineer, id)
  return execution.taskRunList.some(({ taskId, state }) => taskId === 'long' && state.current === 'RUNNING')
}

it('ends an execution while an activity runs; nothing comes after', async () => {
  await runs.publish(slow)
  const id = await runs.start('slow')
  await until(() => isRunning(id), 'the script runs')
  await killExecution(runs.engineer, id)
  const execution = await runs.rest(id)
  expect(execution.state.current).toBe('KILLED')
  expect(execution.state.histories.map(({ state }) => state)).toContain('KILLING')
  expect(statesOf(execution)).toEqual({ long: 'KILLED' })
  await expect(killExecution(runs.engineer, id)).rejects.toMatchObject({ code: 'conflict' })
})

it('is refused to a person without the permission', async () => {
  const id = await runs.start('slow')
  const stranger = await makePerson({ roles: ['requester'] })
  const elsewhere = await makePerson({ roles: [{ role: 'engineer', namespace: 'other' }] })
  await expect(killExecution(stranger.actor, id)).rejects.toMatchObject({ code: 'not-found' })
  await expect(killExecution(elsewhere.actor, id)).rejects.toMatchObject({ code: 'not-found' })
  await killExecution(runs.engineer, id)
  expect((await runs.rest(id)).state.current).toBe('KILLED')
})

it('is done by force where the workflow does not answer', async () => {
  const id = await runs.start('slow')
  await until(() => isRunning(id), 'the script runs')
  await runs.stopWorker()
  await db.execution.update({
    where: { id },
    data: { state: 'KILLING', histories: [{ state: 'KILLING', date: new Date(0).toISOString() }] },
  })
  await sweep()
  const execution = await getExecution(runs.engineer, id)
  expect(execution.state.current).toBe('KILLED')
  expect(statesOf(execution)).toEqual({ long: 'KILLED' })
  await runs.startWorker()
})

it('makes an execution FAILED whose workflow was ended from outside', async () => {
  const id = await runs.start('slow')
  await until(() => isRunning(id), 'the script runs')
  await terminate(id, 'test')
  await sweep({ startMs: 0, killMs: 0, lostMs: 0, tellMs: 0 })
  expect(await runs.rest(id)).toMatchObject({
    state: { current: 'FAILED' },
    error: 'The run was ended from outside',
  })
})
