import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '#server/db.ts'
import { drainOutbox } from '#server/outbox/drain.ts'
import { namespace, setUpRuns } from '#server/runs/testdata/fixture.ts'
import { until } from '../../tests/harness/until.ts'

const runs = setUpRuns()

const executionsOf = (flowId: string) => db.execution.findMany({ where: { namespace, flowId } })

/** Waits until all that is owed is done. */
async function settled(): Promise<void> {
  await until(async () => {
    await drainOutbox()
    return (await db.outbox.count({ where: { doneAt: null } })) === 0
  }, 'nothing is owed any more')
}

async function upstream(id: string, more = ''): Promise<void> {
  await runs.publish(`
id: ${id}
namespace: ${namespace}
${more}
tasks:
  - {id: only, type: return, format: "from {{ execution.id }}"}
`)
}

async function listener(id: string, trigger: string, more = ''): Promise<void> {
  await runs.publish(`
id: ${id}
namespace: ${namespace}
${more}
tasks:
  - {id: told, type: return, format: "{{ inputs.from ?? trigger.executionId }}"}
triggers:
  - id: heard
    type: flow
    ${trigger.trim().replaceAll('\n', '\n    ')}
`)
}

describe('a flow trigger', () => {
  beforeAll(async () => {
    await upstream('first')
    await listener(
      'second',
      `
inputs: {from: "{{ outputs.only.value }}"}
labels: {of: "{{ trigger.flowId }}"}
conditions:
  - {type: execution-status, in: [SUCCESS]}
  - {type: execution-flow, namespace: ${namespace}, flowId: first}`,
      'inputs:\n  - {id: from, type: STRING}',
    )
    await listener('third', `conditions: [{type: execution-flow, namespace: ${namespace}, flowId: second}]`)
  })

  it('goes on down a chain, with the outputs of the one before, and each once', async () => {
    const first = await runs.run('first')
    await until(async () => (await executionsOf('third')).length > 0, 'the end of the chain')
    await settled()
    const [second, ...more] = await executionsOf('second')
    expect(more).toEqual([])
    const shown = await runs.rest(second?.id ?? '')
    expect(shown.taskRunList[0]?.outputs).toEqual({ value: `from ${first.id}` })
    expect(second).toMatchObject({
      requestId: null,
      triggerExecutionId: first.id,
      labels: { of: 'first', 'system.correlationId': first.id, 'system.triggerDepth': '1' },
      trigger: {
        id: 'heard',
        variables: { executionId: first.id, namespace, flowId: 'first', state: 'SUCCESS' },
      },
    })
    const third = await executionsOf('third')
    expect(third).toHaveLength(1)
    expect(third[0]).toMatchObject({ labels: { 'system.triggerDepth': '2' } })
  })

  it('hears a duty that comes twice once', async () => {
    const first = await runs.run('first')
    await until(async () => (await executionsOf('second')).length === 2, 'its listener')
    await db.outbox.updateMany({ where: { kind: 'execution-heard' }, data: { doneAt: null } })
    await settled()
    expect(await db.execution.count({ where: { triggerExecutionId: first.id } })).toBe(1)
  })

  it('hears nothing of a state, or of a flow, that it does not listen to', async () => {
    await upstream('quiet')
    await listener(
      'deaf',
      `states: [FAILED]\nconditions: [{type: execution-flow, namespace: ${namespace}, flowId: quiet}]`,
    )
    await runs.run('quiet')
    await settled()
    expect(await executionsOf('deaf')).toEqual([])
  })

  it('hears of a pause, as of any other change of state', async () => {
    await runs.publish(`
id: asks
namespace: ${namespace}
tasks:
  - {id: wait, type: pause}
`)
    await listener(
      'on-pause',
      `states: [PAUSED]\nconditions: [{type: execution-flow, namespace: ${namespace}, flowId: asks}]`,
    )
    const paused = await runs.run('asks')
    expect(paused.state.current).toBe('PAUSED')
    await until(async () => (await executionsOf('on-pause')).length === 1, 'its listener')
  })

  it('flows that start each other come to an end', async () => {
    await listener('ping', `conditions: [{type: execution-flow, namespace: ${namespace}, flowId: pong}]`)
    await listener('pong', `conditions: [{type: execution-flow, namespace: ${namespace}, flowId: ping}]`)
    await runs.run('ping')
    const row = () =>
      db.trigger.findFirst({ where: { namespace, flowId: { in: ['ping', 'pong'] }, error: { not: null } } })
    const stopped = await until(row, 'the fifty-first is refused', 100)
    expect(stopped.error).toContain('50')
    expect((await executionsOf('ping')).length + (await executionsOf('pong')).length).toBe(51)
  })
})

describe('conditions that come true one after the other', () => {
  it('all must, within the window; then all must again', async () => {
    await upstream('a', 'labels: {some: label}')
    await upstream('b')
    await listener(
      'both',
      `
preconditions:
  id: both
  flows:
    - {namespace: ${namespace}, flowId: a, states: [SUCCESS, WARNING]}
    - {namespace: ${namespace}, flowId: b, states: [SUCCESS]}
  where:
    - id: labelled
      filters:
        - {field: FLOW_ID, type: EQUAL_TO, value: a}
        - {field: EXPRESSION, type: IS_TRUE, value: "{{ labels.some == 'label' }}"}`,
    )
    await runs.run('a')
    await runs.run('a')
    await settled()
    expect(await executionsOf('both')).toEqual([])
    const b = await runs.run('b')
    await settled()
    const [started, ...more] = await executionsOf('both')
    expect([started?.triggerExecutionId, more]).toEqual([b.id, []])
    await runs.run('b')
    await settled()
    expect(await executionsOf('both')).toHaveLength(1)
    await runs.run('a')
    await settled()
    expect(await executionsOf('both')).toHaveLength(2)
  })

  it('without a reset each that comes true again starts one', async () => {
    await upstream('c')
    await upstream('d')
    await listener(
      'either-again',
      `
conditions:
  - id: kept
    type: io.kestra.plugin.core.condition.MultipleCondition
    window: P1D
    windowAdvance: P0D
    resetOnSuccess: false
    conditions:
      c: {type: execution-flow, namespace: ${namespace}, flowId: c}
      d: {type: execution-flow, namespace: ${namespace}, flowId: d}`,
    )
    for (const id of ['c', 'd', 'c']) {
      await runs.run(id)
      await settled()
    }
    expect(await executionsOf('either-again')).toHaveLength(2)
  })
})
