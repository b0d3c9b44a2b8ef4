import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { controls } from '#generated/catalog/controls.ts'
import { isTerminal, type Flow, type Json, type Retry, type Task } from '../flow.ts'
import { Chaos } from './chaos.ts'

const nothing = { whole: false, names: [] }
/** A task before it has its id. */
interface Draft extends Pick<Task, 'type' | 'mode' | 'properties'> {
  branches: Record<string, Draft[]>
  errors?: Draft[]
  finally?: Draft[]
}

const leaf: fc.Arbitrary<Draft> = fc.constantFrom<Draft>(
  { type: 'work', mode: 'activity', properties: {}, branches: {} },
  { type: 'quick', mode: 'inline', properties: {}, branches: {} },
  { type: 'sleep', mode: 'control', properties: { duration: 'PT1M' }, branches: {} },
  { type: 'sleep', mode: 'control', properties: { duration: '{{ x }}' }, branches: {} },
  { type: 'fail', mode: 'control', properties: { condition: '{{ x }}' }, branches: {} },
  { type: 'fail', mode: 'control', properties: {}, branches: {} },
  { type: 'approval', mode: 'control', properties: {}, branches: {} },
  { type: 'approval', mode: 'control', properties: { denyBehavior: 'FAIL' }, branches: {} },
  {
    type: 'approval',
    mode: 'control',
    properties: { approveBehavior: 'SUCCEED', denyBehavior: 'KILL' },
    branches: {},
  },
)

const { task } = fc.letrec<{ task: Draft; list: Draft[]; group: Draft }>((tie) => ({
  list: fc.array(tie('task'), { minLength: 1, maxLength: 3 }),
  task: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { arbitrary: leaf, weight: 3 },
    { arbitrary: tie('group'), weight: 1 },
  ),
  group: fc
    .record({
      kind: fc.constantFrom('sequential', 'parallel', 'if', 'approval'),
      concurrent: fc.constantFrom<Json>(0, 1, 2, '{{ x }}'),
      first: tie('list'),
      second: tie('list'),
      errors: fc.option(tie('list'), { nil: [] }),
      ends: fc.option(tie('list'), { nil: [] }),
    })
    .map(({ kind, concurrent, first, second, errors, ends }): Draft => {
      const lists = { errors, finally: ends }
      if (kind === 'if') {
        return {
          type: kind,
          mode: 'control',
          properties: { condition: '{{ x }}' },
          branches: { then: first, else: second },
          ...lists,
        }
      }
      if (kind === 'approval') {
        return {
          type: kind,
          mode: 'control',
          properties: {},
          branches: { onApprove: first, onDeny: second },
          ...lists,
        }
      }
      return { type: kind, mode: 'control', properties: { concurrent }, branches: { tasks: first }, ...lists }
    }),
}))

const retries: (Retry | undefined)[] = [
  undefined,
  undefined,
  { type: 'constant', interval: 'PT1S', maxAttempts: 2, warningOnRetry: true },
  {
    type: 'exponential',
    interval: 'PT1S',
    maxInterval: 'PT3S',
    delayFactor: 2,
    maxAttempts: 3,
    warningOnRetry: false,
  },
]

/** Any flow of flow control, waits, approvals and tasks, three levels deep. */
const anyFlow: fc.Arbitrary<Flow> = fc
  .record({
    tasks: fc.array(task, { minLength: 1, maxLength: 4 }),
    errors: fc.array(task, { maxLength: 2 }),
    finally: fc.array(task, { maxLength: 2 }),
    timeout: fc.option(fc.constant('PT5M'), { nil: undefined }),
    outputs: fc.boolean(),
    dice: fc.array(fc.nat({ max: 11 }), { minLength: 40, maxLength: 40 }),
  })
  .map(({ tasks, errors, finally: ends, timeout, outputs, dice }): Flow => {
    let count = 0
    const complete = (draft: Draft): Task => {
      const number = count++
      const die = dice[number % dice.length] ?? 0
      return {
        id: `t${number}`,
        type: draft.type,
        mode: draft.mode,
        properties: draft.properties,
        reads: nothing,
        disabled: die === 1,
        allowFailure: die === 2 || die === 3,
        allowWarning: die === 3,
        runIf: die === 4 ? '{{ x }}' : undefined,
        timeout: die === 5 ? 'PT30S' : die === 6 ? '{{ t }}' : undefined,
        retry: retries[die % 4],
        branches: Object.fromEntries(
          Object.entries(draft.branches).map(([name, list]) => [name, list.map(complete)]),
        ),
        errors: (draft.errors ?? []).map(complete),
        finally: (draft.finally ?? []).map(complete),
      }
    }
    return {
      id: 'flow',
      namespace: 'test',
      revision: 1,
      labels: outputs ? { l: '{{ x }}' } : {},
      inputs: [],
      variables: {},
      tasks: tasks.map(complete),
      errors: errors.map(complete),
      finally: ends.map(complete),
      timeout,
      outputs: outputs ? [{ id: 'o', type: 'STRING', value: '{{ x }}', reads: nothing }] : [],
      triggers: [],
      stages: [],
      disabled: false,
    }
  })

describe('any flow with any events', () => {
  it('never throws, always ends, and loses no task run', () => {
    fc.assert(
      fc.property(anyFlow, fc.infiniteStream(fc.nat({ max: 1 << 20 })), (made, numbers) => {
        const chaos = new Chaos({ flow: made, controls }, (sides) => numbers.next().value % sides)
        let steps = 0
        while (chaos.ends === 0 && steps++ < 5000) if (!chaos.step()) break
        expect(isTerminal(chaos.state.status), `${chaos.state.status} after ${steps} steps`).toBe(true)
        expect(chaos.ends).toBe(1)
        expect(chaos.state.nodes).toEqual({})
        const last = new Map<string, string>()
        const positions = new Map<string, number>()
        for (const fact of chaos.facts) {
          if (fact.kind !== 'task-run') continue
          const { id, state, position } = fact.run
          // the last word about a task run is its last
          expect(isTerminal((last.get(id) ?? 'CREATED') as typeof state), `${id} after its end`).toBe(false)
          last.set(id, state)
          positions.set(id, position)
        }
        for (const [id, state] of last) expect(isTerminal(state as 'FAILED'), `${id} ${state}`).toBe(true)
        expect(new Set(positions.values()).size).toBe(positions.size)
        expect(positions.size).toBe(chaos.state.positions)
        const closed = chaos.facts.flatMap((fact) => (fact.kind === 'execution' ? [fact.state] : []))
        expect(closed.filter((state) => isTerminal(state)).length).toBe(1)
      }),
      { numRuns: 1000 },
    )
  })
})
