import { expect, it } from 'vitest'
import { describe } from '#server/temporal.ts'
import { namespace, setUpRuns } from './testdata/fixture.ts'
import { waitForExecution } from './wait-for-execution.ts'

const runs = setUpRuns()
const count = 2_000

it(
  'plays a loop over 2,000 values to its end, in histories of bounded length',
  { timeout: 400_000 },
  async () => {
    await runs.publish(`
id: many
namespace: ${namespace}
variables: { count: ${count} }
tasks:
  - id: each
    type: for-each
    values: '{{ range(1, vars.count) }}'
    concurrencyLimit: 0
    tasks:
      - { id: step, type: return, format: 'n{{ taskrun.value }}' }
outputs:
  - { id: last, type: STRING, value: "{{ outputs.step['2000'].value }} of {{ outputs.step | length }}" }
`)
    const id = await runs.start('many')
    await waitForExecution(id, AbortSignal.timeout(380_000))
    const execution = await runs.rest(id)
    expect(execution.error).toBeUndefined()
    expect(execution.state.current).toBe('SUCCESS')
    expect(execution.outputs).toEqual({ last: 'n2000 of 2000' })
    const steps = execution.taskRunList.filter(({ taskId }) => taskId === 'step')
    expect(new Set(steps.map(({ value }) => value)).size).toBe(count)
    expect(new Set(steps.map(({ state }) => state.current))).toEqual(new Set(['SUCCESS']))
    expect((await describe(id)).events).toBeLessThan(4_000)
  },
)

it('plays loops of loops whose iterations have outputs of their own', { timeout: 120_000 }, async () => {
  await runs.publish(`
id: nested
namespace: ${namespace}
tasks:
  - id: outer
    type: loop
    values: [a, b]
    outputs: [{ id: all, type: JSON, value: "{{ loopOutputs(outputs.inner.outputs, 'got') | toJson }}" }]
    tasks:
      - id: inner
        type: loop
        values: [1, 2]
        outputs: [{ id: got, type: STRING, value: '{{ outputs.say.value }}' }]
        tasks:
          - { id: say, type: return, format: '{{ item.parent.value }}{{ item.value }}' }
  - id: until
    type: loop-until
    condition: "{{ outputs.count.value == '3' }}"
    checkFrequency: { interval: PT0.01S }
    tasks:
      - { id: count, type: return, format: '{{ outputs.until.iterationCount }}' }
outputs:
  - { id: all, type: JSON, value: "{{ loopOutputs(outputs.outer.outputs, 'all') | toJson }}" }
  - { id: passes, type: INT, value: '{{ outputs.until.iterationCount }}' }
`)
  const execution = await runs.run('nested')
  expect(execution.error).toBeUndefined()
  expect(execution.outputs).toEqual({
    all: [
      ['a1', 'a2'],
      ['b1', 'b2'],
    ],
    passes: 3,
  })
})
