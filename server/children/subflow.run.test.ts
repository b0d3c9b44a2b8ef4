import { expect, it } from 'vitest'
import { db } from '#server/db.ts'
import { killExecution } from '#server/runs/kill-execution.ts'
import { restartExecution } from '#server/runs/restart-execution.ts'
import { namespace, setUpRuns, statesOf } from '#server/runs/testdata/fixture.ts'
import { until } from '../../tests/harness/until.ts'

const runs = setUpRuns()

const childrenOf = (id: string) =>
  db.execution.findMany({ where: { triggerExecutionId: id }, orderBy: { createdAt: 'asc' } })

const call = (id: string, flowId: string, more = '') => `
id: ${id}
namespace: ${namespace}
labels: {team: blue}
inputs: [{id: n, type: INT, defaults: 4}]
tasks:
  - id: call
    type: subflow
    namespace: ${namespace}
    flowId: ${flowId}
${more}
  - {id: next, type: log, message: "{{ outputs.call.executionId }}"}
`

it('waits for the execution that it starts, and has its outputs', async () => {
  await runs.publish(`
id: child
namespace: ${namespace}
labels: {own: child}
inputs: [{id: n, type: INT}, {id: more, type: STRING, defaults: usual}]
tasks:
  - {id: work, type: return, format: "{{ inputs.n }} {{ inputs.more }} {{ trigger.flowId }}"}
outputs: [{id: said, type: STRING, value: "{{ outputs.work.value }}"}]
`)
  await runs.publish(
    call(
      'parent',
      'child',
      '    inputs: {n: "{{ inputs.n + 1 }}"}\n    inheritLabels: true\n    labels: {by: task}',
    ),
  )
  const parent = await runs.run('parent')
  expect(parent.state.current).toBe('SUCCESS')
  const [child] = await childrenOf(parent.id)
  expect(parent.taskRunList[0]?.outputs).toEqual({
    executionId: child?.id,
    state: 'SUCCESS',
    outputs: { said: '5 usual parent' },
  })
  expect(child).toMatchObject({
    state: 'SUCCESS',
    requestId: null,
    depth: 1,
    createdById: runs.engineer.id,
    labels: { own: 'child', team: 'blue', by: 'task', 'system.correlationId': parent.id },
    trigger: {
      id: 'call',
      type: 'io.kestra.plugin.core.flow.Subflow',
      variables: { executionId: parent.id, namespace, flowId: 'parent', flowRevision: 1 },
    },
  })
})

it('fails with the execution, and is not held by one that it does not wait for', async () => {
  await runs.publish(`
id: failing
namespace: ${namespace}
tasks:
  - {id: said, type: return, format: before}
  - {id: no, type: fail, errorMessage: no paper}
`)
  await runs.publish(call('fails', 'failing', '    outputs: {said: "{{ outputs.said.value }}"}'))
  await runs.publish(call('forgives', 'failing', '    transmitFailed: false'))
  await runs.publish(call('leaves', 'failing', '    wait: false'))
  const failed = await runs.run('fails')
  expect(failed.state.current).toBe('FAILED')
  expect(statesOf(failed)).toEqual({ call: 'FAILED' })
  expect(failed.taskRunList[0]?.outputs).toMatchObject({ state: 'FAILED', outputs: { said: 'before' } })
  expect((await runs.run('forgives')).state.current).toBe('SUCCESS')
  const left = await runs.run('leaves')
  expect(left.state.current).toBe('SUCCESS')
  const [child] = await childrenOf(left.id)
  expect((await runs.rest(child?.id ?? '')).state.current).toBe('FAILED')
})

it('says why an execution cannot be started', async () => {
  await runs.publish(call('nowhere', 'no-such-flow'))
  const nowhere = await runs.run('nowhere')
  expect(nowhere.taskRunList[0]).toMatchObject({
    state: { current: 'FAILED' },
    message: `There is no flow \`no-such-flow\` in \`${namespace}\`.`,
  })
  await runs.publish(call('wrong', 'child', '    inputs: {n: many}'))
  expect((await runs.run('wrong')).taskRunList[0]?.message).toContain('n')
})

const waiting = `
id: waiting
namespace: ${namespace}
tasks: [{id: wait, type: sleep, duration: PT1H}]
`

it('is killed with its parent, and kills its parent', async () => {
  await runs.publish(waiting)
  await runs.publish(call('waits', 'waiting'))
  const first = await runs.start('waits')
  await until(async () => (await childrenOf(first))[0]?.state === 'RUNNING', 'the child runs')
  await killExecution(runs.engineer, first)
  expect((await runs.rest(first)).state.current).toBe('KILLED')
  expect((await childrenOf(first))[0]?.state).toBe('KILLED')

  const second = await runs.start('waits')
  await until(async () => (await childrenOf(second))[0]?.state === 'RUNNING', 'the child runs')
  await killExecution(runs.engineer, (await childrenOf(second))[0]?.id ?? '')
  const parent = await runs.rest(second)
  expect(parent.state.current).toBe('KILLED')
  expect(statesOf(parent)).toEqual({ call: 'KILLED' })
})

it('goes on where its worker was restarted meanwhile', async () => {
  await runs.publish(waiting.replace('PT1H', 'PT3S').replace('id: waiting', 'id: soon'))
  await runs.publish(call('patient', 'soon'))
  const id = await runs.start('patient')
  await until(async () => (await childrenOf(id))[0]?.state === 'RUNNING', 'the child runs')
  await runs.stopWorker()
  await runs.startWorker()
  expect((await runs.rest(id)).state.current).toBe('SUCCESS')
  expect(await childrenOf(id)).toHaveLength(1)
})

it('nests ten levels deep, and no deeper than twenty', async () => {
  await runs.publish(`
id: level
namespace: ${namespace}
inputs: [{id: left, type: INT}]
tasks:
  - id: more
    type: if
    condition: "{{ inputs.left > 0 }}"
    then:
      - {id: down, type: subflow, namespace: ${namespace}, flowId: level, inputs: {left: "{{ inputs.left - 1 }}"}}
`)
  const ten = await runs.run('level', { inputs: { left: 10 } })
  expect(ten.state.current).toBe('SUCCESS')
  expect(
    await db.execution.count({ where: { labels: { path: ['system.correlationId'], equals: ten.id } } }),
  ).toBe(11)
  const tooMany = await runs.run('level', { inputs: { left: 25 } })
  expect(tooMany.state.current).toBe('FAILED')
  const all = { labels: { path: ['system.correlationId'], equals: tooMany.id } }
  const deepest = await db.execution.findFirst({ where: all, orderBy: { depth: 'desc' } })
  expect(deepest).toMatchObject({ depth: 20, state: 'FAILED', error: expect.stringContaining('20 levels') })
})

it('restarts the execution that failed where its parent is restarted', async () => {
  const failing = (condition: string) => `
id: mended
namespace: ${namespace}
tasks:
  - {id: first, type: return, format: kept}
  - {id: once, type: fail, condition: "${condition}"}
outputs: [{id: said, type: STRING, value: "{{ outputs.first.value }}"}]
`
  await runs.publish(failing('{{ labels.system.restarted is not defined }}'))
  await runs.publish(call('mends', 'mended'))
  await runs.publish(call('renews', 'mended', '    restartBehavior: NEW_EXECUTION'))
  const id = (await runs.run('mends')).id
  expect((await childrenOf(id)).map(({ state }) => state)).toEqual(['FAILED'])
  await restartExecution(runs.engineer, id)
  await until(async () => (await runs.rest(id)).state.current === 'SUCCESS', 'it succeeds')
  const children = await childrenOf(id)
  expect(children.map(({ state, generation }) => [state, generation])).toEqual([['SUCCESS', 2]])
  const parent = await runs.rest(id)
  expect(parent.taskRunList[0]).toMatchObject({
    attempts: [{ state: { current: 'FAILED' } }, { state: { current: 'SUCCESS' } }],
    outputs: { executionId: children[0]?.id, outputs: { said: 'kept' } },
  })

  const other = (await runs.run('renews')).id
  await restartExecution(runs.engineer, other)
  await until(async () => (await childrenOf(other)).length === 2, 'there is a new one')
  expect((await runs.rest(other)).state.current).toBe('FAILED')
})

it('lets the execution begin at its time', async () => {
  await runs.publish(
    call('later', 'child', '    inputs: {n: 1}\n    scheduleDate: "{{ now() | dateAdd(1500, \'MILLIS\') }}"'),
  )
  const id = await runs.start('later')
  await until(async () => (await childrenOf(id)).length === 1, 'the child is there')
  const [child] = await childrenOf(id)
  const due = child?.scheduleDate?.getTime() ?? 0
  expect(due).toBeGreaterThan(child?.createdAt.getTime() ?? 0)
  expect((await runs.rest(id)).state.current).toBe('SUCCESS')
  expect((await childrenOf(id))[0]?.startedAt?.getTime()).toBeGreaterThanOrEqual(due)
})
