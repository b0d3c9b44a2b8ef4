import { expect, it } from 'vitest'
import { db } from '#server/db.ts'
import { getLogs } from '#server/logs/get-logs.ts'
import { until } from '#tests/harness/until.ts'
import { getExecution } from './get-execution.ts'
import { killExecution } from './kill-execution.ts'
import { startDue } from './start-scheduled.ts'
import { namespace, setUpRuns, statesOf } from './testdata/fixture.ts'

const runs = setUpRuns()

it('begins a new execution for a failed one, in the same request, until the last one fails', async () => {
  await runs.publish(`
id: replaced
namespace: ${namespace}
inputs:
  - { id: who, type: STRING }
labels: { team: a }
retry: { type: constant, interval: PT0.3S, maxAttempts: 3, behavior: CREATE_NEW_EXECUTION }
tasks:
  - { id: before, type: log, message: "{{ execution.originalId }}" }
  - { id: wrong, type: fail, errorMessage: no }
`)
  const first = await runs.start('replaced', { inputs: { who: 'Ana' }, labels: { mine: 'yes' } })
  const all = () => db.execution.findMany({ where: { flowId: 'replaced' }, orderBy: { attempt: 'asc' } })
  await until(async () => (await all()).at(-1)?.state === 'FAILED', 'the last one failed')
  const rows = await all()
  expect(rows.map(({ state }) => state)).toEqual(['RETRIED', 'RETRIED', 'FAILED'])
  const [one, two, three] = await Promise.all(rows.map(({ id }) => getExecution(runs.engineer, id)))
  expect(statesOf(one!)).toEqual({ before: 'SUCCESS', wrong: 'RETRIED' })
  expect(two).toMatchObject({
    originalId: first,
    parentId: first,
    inputs: { who: 'Ana' },
    metadata: { attemptNumber: 2 },
  })
  expect(three).toMatchObject({ originalId: first, parentId: two?.id, metadata: { attemptNumber: 3 } })
  for (const label of ['team', 'mine', 'system.correlationId'])
    expect(three?.labels.find(({ key }) => key === label)).toEqual(
      one?.labels.find(({ key }) => key === label),
    )
  const request = await db.request.findUniqueOrThrow({ where: { id: one?.requestId ?? '' } })
  expect(request).toMatchObject({ currentExecutionId: three?.id, outcome: 'ON_HOLD' })
})

it('plays afterExecution when the state stands, and tells of it in the list of task runs', async () => {
  await runs.publish(`
id: after
namespace: ${namespace}
tasks:
  - { id: work, type: return, format: done }
afterExecution:
  - { id: told, type: return, format: "{{ execution.state }} {{ outputs.work.value }}" }
  - { id: pause, type: sleep, duration: PT1S }
  - { id: worse, type: fail }
`)
  const id = await runs.start('after')
  const ended = await runs.rest(id)
  expect(ended.state.current).toBe('SUCCESS')
  expect(statesOf(ended).worse).toBeUndefined()
  await until(async () => statesOf(await getExecution(runs.engineer, id)).worse === 'FAILED', 'all is told')
  const execution = await getExecution(runs.engineer, id)
  expect(statesOf(execution)).toEqual({ work: 'SUCCESS', told: 'SUCCESS', pause: 'SUCCESS', worse: 'FAILED' })
  expect(execution.taskRunList.find(({ taskId }) => taskId === 'told')?.outputs).toEqual({
    value: 'SUCCESS done',
  })
  expect(execution.state.histories.map(({ state }) => state)).toEqual(['CREATED', 'RUNNING', 'SUCCESS'])
  await until(async () => !(await db.execution.findUniqueOrThrow({ where: { id } })).playsAfter, 'it is over')
})

it('ends what is played after the end when it is killed; the state stays', async () => {
  await runs.publish(`
id: after-killed
namespace: ${namespace}
tasks:
  - { id: work, type: log, message: hi }
afterExecution:
  - { id: long, type: sleep, duration: PT1H }
  - { id: never, type: log, message: no }
`)
  const id = await runs.start('after-killed')
  await runs.rest(id)
  await until(async () => statesOf(await getExecution(runs.engineer, id)).long === 'RUNNING', 'it waits')
  await killExecution(runs.engineer, id)
  await until(async () => statesOf(await getExecution(runs.engineer, id)).long === 'KILLED', 'it is ended')
  const execution = await getExecution(runs.engineer, id)
  expect(execution.state.current).toBe('SUCCESS')
  expect(statesOf(execution)).toEqual({ work: 'SUCCESS', long: 'KILLED' })
  await expect(killExecution(runs.engineer, id)).rejects.toMatchObject({ code: 'conflict' })
})

it('begins at the date that the start gives, and not where it is ended before', async () => {
  await runs.publish(`
id: later
namespace: ${namespace}
tasks:
  - { id: work, type: log, message: hi }
`)
  const scheduleDate = new Date(Date.now() + 1_000)
  const id = await runs.start('later', { scheduleDate })
  expect(await getExecution(runs.engineer, id)).toMatchObject({ scheduleDate: scheduleDate.toISOString() })
  const ended = await runs.rest(id)
  expect(ended.state.current).toBe('SUCCESS')
  const began = ended.state.histories.find(({ state }) => state === 'RUNNING')
  expect(Date.parse(began?.date ?? '')).toBeGreaterThanOrEqual(scheduleDate.getTime())

  const far = await runs.start('later', { scheduleDate: new Date(Date.now() + 3_600_000) })
  await startDue(10)
  expect(await getExecution(runs.engineer, far)).toMatchObject({ state: { current: 'CREATED' } })
  await killExecution(runs.engineer, far)
  expect((await getExecution(runs.engineer, far)).state.histories.map(({ state }) => state)).toEqual([
    'CREATED',
    'KILLED',
  ])
})

it('begins by the sweep where the process that knew the date is gone', async () => {
  const id = await runs.start('later', { scheduleDate: new Date(Date.now() + 3_600_000) })
  await db.execution.update({ where: { id }, data: { scheduleDate: new Date(Date.now() - 1_000) } })
  await startDue(10)
  expect((await runs.rest(id)).state.current).toBe('SUCCESS')
})

it('refuses a start that a check blocks, and fails one at once that a check fails', async () => {
  await runs.publish(`
id: checked
namespace: ${namespace}
inputs:
  - { id: amount, type: INT }
checks:
  - { condition: "{{ inputs.amount < 100 }}", message: "Too much: {{ inputs.amount }}", style: ERROR, behavior: BLOCK_EXECUTION }
  - { condition: "{{ inputs.amount < 50 }}", message: Suspicious, style: WARNING, behavior: FAIL_EXECUTION }
  - { condition: "{{ inputs.amount < 10 }}", message: Large, style: INFO, behavior: CREATE_EXECUTION }
tasks:
  - { id: work, type: log, message: hi }
`)
  await expect(runs.start('checked', { inputs: { amount: 200 } })).rejects.toMatchObject({
    code: 'invalid',
    message: 'Too much: 200',
    details: [{ path: 'checks', message: 'Too much: 200' }],
  })
  const failed = await runs.run('checked', { inputs: { amount: 70 } })
  expect(failed).toMatchObject({ state: { current: 'FAILED' }, error: 'Suspicious', taskRunList: [] })
  expect((await runs.run('checked', { inputs: { amount: 20 } })).state.current).toBe('SUCCESS')
})

it('keeps to its assertions: one sets labels, one ends it as CANCELLED', async () => {
  await runs.publish(`
id: agreed
namespace: ${namespace}
inputs:
  - { id: v, type: STRING }
sla:
  - { id: small, type: EXECUTION_ASSERTION, assert: "{{ inputs.v != 'CANCEL' }}", behavior: CANCEL }
  - { id: named, type: EXECUTION_ASSERTION, assert: "{{ inputs.v != 'LABEL' }}", behavior: NONE, labels: { sla: violated } }
tasks:
  - { id: work, type: log, message: hi }
  - { id: wait, type: sleep, duration: PT0.01S }
`)
  expect((await runs.run('agreed', { inputs: { v: 'CANCEL' } })).state.current).toBe('CANCELLED')
  const labelled = await runs.run('agreed', { inputs: { v: 'LABEL' } })
  expect(labelled.state.current).toBe('SUCCESS')
  expect(labelled.labels).toContainEqual({ key: 'sla', value: 'violated' })
  const [line, ...others] = (await getLogs(runs.engineer, labelled.id)).filter(
    ({ level }) => level === 'WARN',
  )
  expect(others).toEqual([])
  expect(line).toMatchObject({
    executionId: labelled.id,
    message: expect.stringContaining('The SLA named is broken'),
  })
  // it is about no task run
  expect(line).not.toHaveProperty('taskRunId')
})

it('fails where an assertion can never be evaluated, and the log and the execution tell why', async () => {
  await runs.publish(`
id: unclear
namespace: ${namespace}
sla: [{ id: small, type: EXECUTION_ASSERTION, assert: "{{ outputs.skipped.value < 2 }}", behavior: FAIL }]
tasks:
  - { id: work, type: log, message: hi }
  - { id: skipped, type: return, format: '1', runIf: '{{ false }}' }
`)
  const unclear = await runs.run('unclear')
  expect(unclear.state.current).toBe('FAILED')
  expect(unclear.error).toContain('The SLA small is broken: the assertion cannot be evaluated')
  const lines = await getLogs(runs.engineer, unclear.id)
  expect(lines.map(({ level, message }) => `${level} ${message}`)).toContain(`WARN ${unclear.error ?? ''}`)
})

it('fails when it takes longer than was agreed', async () => {
  await runs.publish(`
id: late
namespace: ${namespace}
sla:
  - { id: quick, type: MAX_DURATION, duration: PT1S, behavior: FAIL, labels: { late: "yes" } }
tasks:
  - { id: wait, type: sleep, duration: PT1H }
`)
  const late = await runs.run('late')
  expect(late).toMatchObject({
    state: { current: 'FAILED' },
    error: 'The SLA quick is broken: it did not end within PT1S',
  })
  expect(late.labels).toContainEqual({ key: 'late', value: 'yes' })
})
