import { expect, it } from 'vitest'
import { downloadExecutionFile } from '#server/files/download.ts'
import { getLogs } from '#server/logs/get-logs.ts'
import { namespace, statesOf, setUpRuns } from './testdata/fixture.ts'

const runs = setUpRuns()

it('plays tasks in a row and records each with its states, outputs and logs', async () => {
  await runs.publish(`
id: linear
namespace: ${namespace}
inputs:
  - id: who
    type: STRING
tasks:
  - id: first
    type: return
    format: "Hello {{ inputs.who }}"
  - id: second
    type: log
    message: "{{ outputs.first.value }}!"
  - id: third
    type: log
    message: bye
outputs:
  - id: greeting
    type: STRING
    value: "{{ outputs.first.value }}"
`)
  const execution = await runs.run('linear', { inputs: { who: 'Ana' }, labels: { team: 'sales' } })
  expect(execution.error).toBeUndefined()
  expect(execution.state.current).toBe('SUCCESS')
  expect(execution.state.histories.map(({ state }) => state)).toEqual(['CREATED', 'RUNNING', 'SUCCESS'])
  expect(execution.taskRunList.map(({ taskId }) => taskId)).toEqual(['first', 'second', 'third'])
  expect(statesOf(execution)).toEqual({ first: 'SUCCESS', second: 'SUCCESS', third: 'SUCCESS' })
  expect(execution.taskRunList[0]).toMatchObject({ outputs: { value: 'Hello Ana' } })
  expect(execution.outputs).toEqual({ greeting: 'Hello Ana' })
  expect(execution.labels).toContainEqual({ key: 'team', value: 'sales' })
  expect(execution.labels).toContainEqual({ key: 'system.correlationId', value: execution.id })
})

it('takes the branch that the condition says, and plays branches side by side', async () => {
  await runs.publish(`
id: branches
namespace: ${namespace}
inputs:
  - id: amount
    type: INT
tasks:
  - id: check
    type: if
    condition: "{{ inputs.amount > 10 }}"
    then:
      - id: big
        type: log
        message: big
    else:
      - id: small
        type: log
        message: small
  - id: both
    type: parallel
    tasks:
      - id: left
        type: return
        format: L
      - id: right
        type: return
        format: R
  - id: last
    type: log
    message: "{{ outputs.left.value }}{{ outputs.right.value }}"
`)
  const [big, small] = await Promise.all([
    runs.run('branches', { inputs: { amount: 11 } }),
    runs.run('branches', { inputs: { amount: 2 } }),
  ])
  const all = { check: 'SUCCESS', both: 'SUCCESS', left: 'SUCCESS', right: 'SUCCESS', last: 'SUCCESS' }
  expect(statesOf(big)).toEqual({ ...all, big: 'SUCCESS' })
  expect(statesOf(small)).toEqual({ ...all, small: 'SUCCESS' })
  const parent = big.taskRunList.find(({ taskId }) => taskId === 'both')
  expect(big.taskRunList.find(({ taskId }) => taskId === 'left')?.parentTaskRunId).toBe(parent?.id)
  expect(parent?.attempts).toBeUndefined()
})

it('plays the errors branch of a flow that fails, and stays FAILED', async () => {
  await runs.publish(`
id: failing
namespace: ${namespace}
tasks:
  - id: wrong
    type: return
    format: "{{ outputs.nothing.value }}"
  - id: never
    type: log
    message: never
errors:
  - id: told
    type: log
    message: told
`)
  const execution = await runs.run('failing')
  expect(execution.state.current).toBe('FAILED')
  expect(statesOf(execution)).toEqual({ wrong: 'FAILED', told: 'SUCCESS' })
  expect(execution.error).toMatch(/nothing/)
})

it('writes into the log why flow control failed, and once what a task said itself', async () => {
  await runs.publish(`
id: told
namespace: ${namespace}
tasks:
  - { id: gone, type: fail, errorMessage: Out of stock, allowFailure: true }
  - { id: unready, type: return, format: "{{ inputs.none }}", allowFailure: true }
  - { id: filed, type: log, message: Kept, logToFile: true }
  - { id: nap, type: sleep, duration: PT0.01S }
  - { id: quiet, type: sleep, duration: PT0.01S, logLevel: WARN }
  - { id: choice, type: switch, value: "{{ inputs.invalid }}", cases: { a: [{ id: inner, type: log, message: a }] } }
`)
  const { id, taskRunList } = await runs.run('told')
  const lines = await getLogs(runs.engineer, id)
  expect(lines.map(({ taskId, level, message }) => [taskId, level, message])).toEqual([
    ['gone', 'ERROR', 'Out of stock'],
    ['unready', 'ERROR', expect.stringContaining('Unable to find `inputs` used')],
    ['filed', 'INFO', 'Kept'],
    ['nap', 'INFO', 'Waiting for PT0.01S'],
    ['choice', 'ERROR', expect.stringContaining('Unable to find `inputs` used')],
  ])
  const uri = taskRunList.find(({ taskId }) => taskId === 'filed')?.attempts?.[0]?.logFile ?? ''
  const file = await downloadExecutionFile(runs.engineer, id, uri)
  expect(await file.text()).toMatch(/^\S+Z INFO filed Kept\n$/)
})

it('starts once for one idempotency key, and refuses what the inputs do not allow', async () => {
  const [one, two] = await Promise.all([
    runs.start('linear', { inputs: { who: 'Ben' }, idempotencyKey: 'same' }),
    runs.start('linear', { inputs: { who: 'Ben' }, idempotencyKey: 'same' }),
  ])
  expect(two).toBe(one)
  expect((await runs.rest(one)).state.current).toBe('SUCCESS')
  await expect(runs.start('linear')).rejects.toMatchObject({ code: 'invalid' })
  await expect(
    runs.start('linear', { inputs: { who: 'x' }, labels: { 'system.a': 'b' } }),
  ).rejects.toMatchObject({
    code: 'invalid',
  })
})

it('shows outputs whole that were too big for the database', async () => {
  await runs.publish(`
id: big
namespace: ${namespace}
tasks:
  - id: big
    type: return
    format: "{% for i in range(1, 3000) %}{{ i }},{% endfor %}"
  - id: use
    type: return
    format: "{{ outputs.big.value | length }}"
`)
  const { taskRunList } = await runs.run('big')
  const value = String(taskRunList[0]?.outputs?.value)
  expect(value).toMatch(/^1,2,3,.*,3000,$/)
  expect(taskRunList[1]?.outputs).toEqual({ value: String(value.length) })
})

it('carries 200 executions that start at once to their end', { timeout: 120_000 }, async () => {
  const started = await Promise.all(
    Array.from({ length: 200 }, () => runs.start('linear', { inputs: { who: 'all' } })),
  )
  const ended = await Promise.all(started.map((id) => runs.rest(id)))
  expect(ended.map(({ state }) => state.current)).toEqual(Array.from({ length: 200 }, () => 'SUCCESS'))
})
