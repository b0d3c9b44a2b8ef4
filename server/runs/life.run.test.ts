import { expect, it } from 'vitest'
import { db } from '#server/db.ts'
import { makePerson } from '../../tests/harness/people.ts'
import { until } from '../../tests/harness/until.ts'
import { changeStatus } from './change-status.ts'
import { evalExpression } from './eval-expression.ts'
import { getExecution } from './get-execution.ts'
import { killExecution } from './kill-execution.ts'
import { pauseExecution } from './pause-execution.ts'
import { replayExecution } from './replay-execution.ts'
import { changeTaskRunState, restartExecution } from './restart-execution.ts'
import { resumeExecution } from './resume-execution.ts'
import { setLabels } from './set-labels.ts'
import { namespace, statesOf, setUpRuns } from './testdata/fixture.ts'

const runs = setUpRuns()
const engineer = () => runs.engineer
const historyOf = (execution: { state: { histories: { state: string }[] } }) =>
  execution.state.histories.map(({ state }) => state)

const ends = async (id: string) => {
  await until(async () => (await getExecution(engineer(), id)).state.endDate !== undefined, 'its end')
  return getExecution(engineer(), id)
}

const secondTry = `
id: second-try
namespace: ${namespace}
tasks:
  - { id: a, type: return, format: "made at {{ taskrun.startDate }}" }
  - id: group
    type: sequential
    tasks:
      - { id: b, type: log, message: "{{ taskrun.attemptsCount == 1 ? 'ok' : ko }}" }
    errors:
      - { id: sorry, type: log, message: sorry }
  - { id: c, type: return, format: "{{ outputs.a.value }}" }
`

it('restarts what failed under the same ids, and drops what errors had done', async () => {
  await runs.publish(secondTry)
  const before = await runs.run('second-try')
  expect(statesOf(before)).toEqual({ a: 'SUCCESS', group: 'FAILED', b: 'FAILED', sorry: 'SUCCESS' })
  expect(await restartExecution(engineer(), before.id)).toMatchObject({
    id: before.id,
    state: { current: 'RESTARTED' },
  })
  const after = await ends(before.id)
  expect(after.state.current).toBe('SUCCESS')
  expect(historyOf(after)).toEqual(['CREATED', 'RUNNING', 'FAILED', 'RESTARTED', 'RUNNING', 'SUCCESS'])
  expect(statesOf(after)).toEqual({ a: 'SUCCESS', group: 'SUCCESS', b: 'SUCCESS', c: 'SUCCESS' })
  const run = (id: string) => after.taskRunList.find(({ taskId }) => taskId === id)
  expect(run('b')?.attempts).toHaveLength(2)
  expect(run('c')?.outputs).toEqual(run('a')?.outputs)
  expect(after.labels).toContainEqual({ key: 'system.restarted', value: 'true' })
  await expect(restartExecution(engineer(), before.id)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('No task found to restart'),
  })
})

it('goes on with a restart whose worker was gone, from what is stored', async () => {
  const { id } = await runs.run('second-try')
  await runs.stopWorker()
  await restartExecution(engineer(), id)
  expect((await getExecution(engineer(), id)).state.current).toBe('RESTARTED')
  await runs.startWorker()
  expect((await ends(id)).state.current).toBe('SUCCESS')
})

it('restarts with another revision as a new execution of the same request', async () => {
  const failed = await runs.run('second-try')
  await runs.publish(secondTry.replace("'ok' : ko", "'ok' : 'ko'"))
  const { id: newId } = await restartExecution(engineer(), failed.id, 2)
  expect(newId).not.toBe(failed.id)
  const made = await ends(newId)
  expect(made).toMatchObject({
    state: { current: 'SUCCESS' },
    flowRevision: 2,
    parentId: failed.id,
    requestId: failed.requestId,
  })
  const request = await db.request.findUniqueOrThrow({ where: { id: failed.requestId ?? '' } })
  expect([request.currentExecutionId, request.outcome]).toEqual([newId, 'DONE'])
})

it('replays from a task run with what ran before it, or with other inputs', async () => {
  await runs.publish(`
id: replayed
namespace: ${namespace}
inputs: [{ id: who, type: STRING }]
tasks:
  - { id: a, type: return, format: "{{ now() }}" }
  - { id: b, type: return, format: "{{ outputs.a.value }} {{ inputs.who }}" }
  - { id: c, type: return, format: "{{ outputs.b.value }}" }
`)
  const first = await runs.run('replayed', { inputs: { who: 'Ana' } })
  const b = first.taskRunList.find(({ taskId }) => taskId === 'b')
  const id = await replayExecution(engineer(), first.id, { taskRunId: b?.id, inputs: { who: 'Ben' } })
  const replay = await ends(id)
  const outputOf = (taskId: string) => replay.taskRunList.find((run) => run.taskId === taskId)?.outputs?.value
  expect(outputOf('a')).toBe(first.taskRunList[0]?.outputs?.value)
  expect(outputOf('c')).toBe(`${String(outputOf('a'))} Ben`)
  expect(replay.originalId).toBe(first.id)
  expect(historyOf(replay)).toEqual(['CREATED', 'RUNNING', 'SUCCESS', 'RESTARTED', 'RUNNING', 'SUCCESS'])
  await expect(replayExecution(engineer(), first.id, { taskRunId: 'none' })).rejects.toMatchObject({
    code: 'invalid',
  })
  const whole = await ends(await replayExecution(engineer(), first.id))
  expect(whole.inputs).toEqual({ who: 'Ana' })
  expect(historyOf(whole)).toEqual(['CREATED', 'RUNNING', 'SUCCESS'])
})

it('goes on as if a failed task run had succeeded', async () => {
  await runs.publish(`
id: marked
namespace: ${namespace}
tasks:
  - { id: a, type: fail }
  - { id: b, type: log, message: after }
`)
  const failed = await runs.run('marked')
  const taskRunId = failed.taskRunList[0]?.id ?? ''
  await changeTaskRunState(engineer(), failed.id, { taskRunId, state: 'SUCCESS' })
  const after = await ends(failed.id)
  expect([after.state.current, statesOf(after)]).toEqual(['SUCCESS', { a: 'SUCCESS', b: 'SUCCESS' }])
})

it('pauses, asks for inputs, refuses wrong ones without a change, and goes on with the right ones', async () => {
  await runs.publish(`
id: asking
namespace: ${namespace}
tasks:
  - id: wait
    type: pause
    onResume:
      - { id: count, type: INT }
  - { id: after, type: return, format: "{{ outputs.wait.onResume.count }} by {{ outputs.wait.resumed.by }}" }
`)
  const paused = await runs.run('asking')
  expect([paused.state.current, statesOf(paused)]).toEqual(['PAUSED', { wait: 'PAUSED' }])
  await runs.handsFree(paused.id)
  await runs.stopWorker()
  await runs.startWorker()
  await expect(resumeExecution(engineer(), paused.id, { inputs: { count: 'many' } })).rejects.toMatchObject({
    code: 'invalid',
  })
  await expect(resumeExecution(engineer(), paused.id)).rejects.toMatchObject({ code: 'invalid' })
  expect((await getExecution(engineer(), paused.id)).state.current).toBe('PAUSED')
  await resumeExecution(engineer(), paused.id, { inputs: { count: '3' } })
  const after = await ends(paused.id)
  expect(historyOf(after)).toEqual(['CREATED', 'RUNNING', 'PAUSED', 'RESTARTED', 'RUNNING', 'SUCCESS'])
  expect(after.taskRunList[1]?.outputs).toEqual({ value: `3 by ${engineer().name}` })
  await expect(resumeExecution(engineer(), paused.id)).rejects.toMatchObject({ code: 'conflict' })
})

it('holds a running execution and lets it go', async () => {
  await runs.publish(`
id: held
namespace: ${namespace}
tasks:
  - { id: long, type: script.shell, script: sleep 1 }
  - { id: after, type: log, message: after }
`)
  const id = await runs.start('held')
  await until(async () => (await getExecution(engineer(), id)).taskRunList.length > 0, 'the script')
  await pauseExecution(engineer(), id)
  await until(
    async () => statesOf(await getExecution(engineer(), id)).long === 'SUCCESS',
    'the end of the script',
  )
  const held = await getExecution(engineer(), id)
  expect([held.state.current, statesOf(held)]).toEqual(['PAUSED', { long: 'SUCCESS' }])
  await resumeExecution(engineer(), id)
  expect((await ends(id)).state.current).toBe('SUCCESS')
  await expect(pauseExecution(engineer(), id)).rejects.toMatchObject({ code: 'invalid' })
})

it('changes labels and state of what has ended, and evaluates in it', async () => {
  const { id, taskRunList } = await runs.run('second-try')
  await setLabels(engineer(), id, { labels: [{ key: 'team', value: 'blue' }], replace: true })
  await expect(
    setLabels(engineer(), id, { labels: [{ key: 'system.x', value: 'y' }], replace: true }),
  ).rejects.toMatchObject({ code: 'invalid' })
  await changeStatus(engineer(), id, 'WARNING')
  const changed = await getExecution(engineer(), id)
  expect([changed.state.current, changed.labels]).toEqual([
    'WARNING',
    expect.arrayContaining([{ key: 'team', value: 'blue' }]),
  ])
  const evaluated = (text: string) => evalExpression(engineer(), { id, taskRunId: taskRunList[2]?.id }, text)
  expect(await evaluated('{{ taskrun.id }} {{ outputs.a.value is defined }}')).toEqual({
    result: `${taskRunList[2]?.id ?? ''} true`,
  })
  expect(await evaluated('{{ missing }}')).toMatchObject({ error: expect.stringContaining('missing') })
  expect((await evaluated("{{ secret('X') }}")).result).toBeUndefined()
})

it('is refused to whoever may only look, or not even that', async () => {
  const { id } = await runs.run('second-try')
  const stranger = (await makePerson({ roles: [{ role: 'engineer', namespace: 'other' }] })).actor
  for (const verb of [
    () => restartExecution(stranger, id),
    () => replayExecution(stranger, id),
    () => pauseExecution(stranger, id),
    () => resumeExecution(stranger, id),
    () => changeStatus(stranger, id, 'SUCCESS'),
    () => setLabels(stranger, id, { labels: [], replace: true }),
    () => evalExpression(stranger, { id }, ''),
    () => killExecution(stranger, id),
  ])
    await expect(verb()).rejects.toMatchObject({ code: 'not-found' })
})
