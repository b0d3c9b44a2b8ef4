import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { db } from '#server/db.ts'
import { localPath } from '#server/files/address.ts'
import { killExecution } from '#server/runs/kill-execution.ts'
import { namespace, setUpRuns, statesOf } from '#server/runs/testdata/fixture.ts'
import { until } from '../../tests/harness/until.ts'

const runs = setUpRuns()

const parent = (id: string, lines: number, more: string) => `
id: ${id}
namespace: ${namespace}
tasks:
  - id: make
    type: script.shell
    script: seq 1 ${lines} > items.txt
    outputFiles: [items.txt]
  - id: each
    type: for-each-item
    items: "{{ outputs.make.outputFiles['items.txt'] }}"
    namespace: ${namespace}
${more}
    inputs: {lines: "{{ taskrun.items }}", number: "{{ taskrun.iteration }}"}
  - {id: after, type: return, format: "{{ outputs.each_items.iterations }}"}
`
const child = `
id: child
namespace: ${namespace}
inputs: [{id: lines, type: STRING}, {id: number, type: INT}]
tasks: [{id: said, type: return, format: "{{ inputs.number }}: {{ read(inputs.lines) | trim }}"}]
outputs: [{id: said, type: STRING, value: "{{ outputs.said.value }}"}]
`

it('starts an execution for each batch, which reads it, and merges the outputs', async () => {
  await runs.publish(child)
  await runs.publish(parent('small', 10, '    flowId: child\n    batch: {rows: 4}'))
  const execution = await runs.run('small')
  expect(execution.taskRunList.map(({ taskId, state }) => `${taskId} ${state.current}`)).toEqual([
    'make SUCCESS',
    'each SUCCESS',
    'each_split SUCCESS',
    'each_items SUCCESS',
    'each_merge SUCCESS',
    'after SUCCESS',
  ])
  const outputs = (taskId: string) => execution.taskRunList.find((run) => run.taskId === taskId)?.outputs
  expect(outputs('each_items')).toEqual({
    numberOfBatches: 3,
    iterations: { CREATED: 0, RUNNING: 0, SUCCESS: 3 },
  })
  const merged = await readFile(localPath(String(outputs('each_merge')?.subflowOutputs)), 'utf8')
  expect(
    merged
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  ).toEqual([{ said: '0: 1\n2\n3\n4' }, { said: '1: 5\n6\n7\n8' }, { said: '2: 9\n10' }])
  const children = await db.execution.findMany({ where: { triggerExecutionId: execution.id } })
  expect(children.map(({ iteration }) => iteration).sort()).toEqual([0, 1, 2])
  for (const { inputs } of children)
    expect(inputs).toMatchObject({
      lines: expect.stringMatching(
        /^kestra:\/\/\/company\/team\/small\/executions\/.*\/tasks\/each-split\/.*\.txt$/,
      ),
    })
})

it('plays two hundred, with a worker that is restarted amid them', async () => {
  await runs.publish(parent('many', 200, '    flowId: child'))
  const id = await runs.start('many')
  await until(
    async () => (await db.execution.count({ where: { triggerExecutionId: id, state: 'SUCCESS' } })) > 10,
    'some have ended',
  )
  await runs.stopWorker()
  await runs.startWorker()
  const execution = await runs.rest(id)
  expect(execution.state.current).toBe('SUCCESS')
  expect(execution.taskRunList.at(-1)?.outputs).toEqual({ value: '{"CREATED":0,"RUNNING":0,"SUCCESS":200}' })
  expect(await db.execution.count({ where: { triggerExecutionId: id } })).toBe(200)
})

it('fails when one of them fails, after all have ended, and kills those that run with itself', async () => {
  await runs.publish(`
id: picky
namespace: ${namespace}
inputs: [{id: lines, type: STRING}, {id: number, type: INT}]
tasks: [{id: no, type: fail, condition: "{{ inputs.number == 1 }}"}]
`)
  await runs.publish(parent('fails', 5, '    flowId: picky'))
  const failed = await runs.run('fails')
  expect(failed.state.current).toBe('FAILED')
  expect(statesOf(failed)).toMatchObject({ each: 'FAILED', each_items: 'FAILED' })
  await runs.publish(`
id: waiting
namespace: ${namespace}
inputs: [{id: lines, type: STRING}, {id: number, type: INT}]
tasks: [{id: wait, type: sleep, duration: PT1H}]
`)
  await runs.publish(parent('killed', 5, '    flowId: waiting'))
  const id = await runs.start('killed')
  const states = async () =>
    (await db.execution.findMany({ where: { triggerExecutionId: id } })).map(({ state }) => state)
  await until(async () => (await states()).filter((state) => state === 'RUNNING').length === 5, 'all run')
  await killExecution(runs.engineer, id)
  expect((await runs.rest(id)).state.current).toBe('KILLED')
  expect(new Set(await states())).toEqual(new Set(['KILLED']))
})
