import fc from 'fast-check'
import type { Flow, Json, JsonObject, Retry, Task } from '../flow.ts'

// Texts with a template: `{{ x }}` stands for a truth, `{{ n }}` for a number, `{{ d }}` for a duration, `{{ values }}` for a list.

const nothing = { whole: false, names: [] }
/** A task before it has its id. */
interface Draft extends Pick<Task, 'type' | 'mode' | 'properties'> {
  branches: Record<string, Draft[]>
  errors?: Draft[]
  finally?: Draft[]
}

function control(type: string, properties: JsonObject = {}): Draft {
  return { type, mode: 'control', properties, branches: {} }
}

/** What ends well whatever happens around it. */
const calmLeaves: Draft[] = [
  { type: 'work', mode: 'activity', properties: {}, branches: {} },
  { type: 'quick', mode: 'inline', properties: {}, branches: {} },
  control('sleep', { duration: 'PT1M' }),
  control('sleep', { duration: '{{ d }}' }),
  control('approval'),
  control('pause'),
  control('pause', { pauseDuration: 'PT20S' }),
  control('subflow'),
  control('subflow', { wait: false }),
  control('for-each-item.items'),
]

const wildLeaves: Draft[] = [
  ...calmLeaves,
  control('fail', { condition: '{{ x }}' }),
  control('fail'),
  control('exit', { state: 'WARNING' }),
  control('pause', { pauseDuration: 'PT20S', behavior: 'CANCEL' }),
  control('approval', { denyBehavior: 'FAIL' }),
  control('approval', { decisions: { sendBack: {} } }),
  control('approval', { decisions: { sendBack: { to: 't1' } }, denyBehavior: 'CONTINUE' }),
  control('approval', { approveBehavior: 'SUCCEED', denyBehavior: 'KILL' }),
]

type Repeat = Readonly<Record<string, (concurrent: Json) => JsonObject>>
const values = ['a', { b: 1 }, 'c']
const outputs = [{ id: 'o', type: 'STRING', value: '{{ x }}' }]
const checkFrequency = { interval: 'PT5S', maxIterations: 3 }

const calmRepeat: Repeat = {
  'for-each': (concurrencyLimit) => ({ values, concurrencyLimit }),
  'each-sequential': () => ({ value: '{{ values }}' }),
  'each-parallel': (concurrent) => ({ value: values, concurrent }),
  loop: (concurrencyLimit) => ({ values: { k: 1, l: 2, m: 3 }, concurrencyLimit, outputs }),
  'loop-until': () => ({ condition: '{{ x }}', checkFrequency }),
}

const wildRepeat: Repeat = {
  ...calmRepeat,
  loop: (concurrencyLimit) => ({
    values: { k: 1, l: 2, m: 3 },
    concurrencyLimit,
    breakWhen: '{{ x }}',
    outputs,
    transmitFailed: concurrencyLimit !== 1,
  }),
  'loop-until': (failOnMaxReached) => ({
    condition: '{{ x }}',
    failOnMaxReached: failOnMaxReached === 1,
    checkFrequency,
  }),
}

const kinds = [
  ...([
    'sequential',
    'parallel',
    'if',
    'approval',
    'human-task',
    'pause',
    'switch',
    'dag',
    'allow-failure',
  ] as const),
  ...(['for-each', 'each-sequential', 'each-parallel', 'loop', 'loop-until'] as const),
]

interface Group {
  kind: (typeof kinds)[number]
  concurrent: Json
  first: Draft[]
  second: Draft[]
}

/** Properties and lists of a group of that kind. */
function groupOf(
  repeat: Repeat,
  { kind, concurrent, first, second }: Group,
): Pick<Draft, 'properties' | 'branches'> {
  const repeated = repeat[kind]
  if (repeated) return { properties: repeated(concurrent), branches: { tasks: first } }
  if (kind === 'if') return { properties: { condition: '{{ x }}' }, branches: { then: first, else: second } }
  if (kind === 'approval') {
    const [denied, ...meanwhile] = second
    return {
      properties: {},
      branches: { onWait: meanwhile, onApprove: first, onDeny: denied ? [denied] : [] },
    }
  }
  if (kind === 'switch')
    return { properties: { value: '{{ x }}' }, branches: { 'cases.true': first, defaults: second } }
  if (kind === 'human-task')
    return { properties: { behavior: 'WARN' }, branches: { onPause: second.slice(0, 1) } }
  if (kind === 'pause')
    return { properties: { behavior: 'WARN' }, branches: { onPause: second.slice(0, 1), tasks: first } }
  return { properties: { concurrent }, branches: { tasks: first } }
}

interface Choice {
  leaves: readonly Draft[]
  repeat: Repeat
  /** Kinds of groups. */
  groups?: readonly Group['kind'][]
}

function anyTask({ leaves, repeat, groups = kinds }: Choice): fc.Arbitrary<Draft> {
  return fc.letrec<{ task: Draft; list: Draft[]; group: Draft }>((tie) => ({
    list: fc.array(tie('task'), { minLength: 1, maxLength: 3 }),
    task: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      { arbitrary: fc.constantFrom(...leaves), weight: 3 },
      { arbitrary: tie('group'), weight: 1 },
    ),
    group: fc
      .record({
        kind: fc.constantFrom(...groups),
        concurrent: fc.constantFrom<Json>(0, 1, 2, '{{ n }}'),
        first: tie('list'),
        second: tie('list'),
        errors: fc.option(tie('list'), { nil: [] }),
        ends: fc.option(tie('list'), { nil: [] }),
      })
      .map(({ errors, ends, ...group }): Draft => ({
        type: group.kind,
        mode: 'control',
        ...groupOf(repeat, group),
        errors,
        finally: ends,
      })),
  })).task
}

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
  {
    type: 'constant',
    interval: 'PT1S',
    maxAttempts: 2,
    warningOnRetry: false,
    behavior: 'CREATE_NEW_EXECUTION',
  },
]

const slas: NonNullable<Flow['sla']> = [
  { id: 's', type: 'MAX_DURATION', duration: 'PT2M', behavior: 'NONE', labels: { late: 'yes' } },
  { id: 's', type: 'MAX_DURATION', duration: 'PT3M', behavior: 'FAIL', labels: {} },
  { id: 's', type: 'EXECUTION_ASSERTION', assert: '{{ x }}', behavior: 'FAIL', labels: {} },
  { id: 's', type: 'EXECUTION_ASSERTION', assert: '{{ x }}', behavior: 'CANCEL', labels: { a: 'b' } },
  { id: 's', type: 'EXECUTION_ASSERTION', assert: '{{ x }}', behavior: 'NONE', labels: {} },
]

/** In a dag the last task waits for all others. */
function ordered({ type }: Draft, tasks: Task[]): Task[] {
  const last = tasks.at(-1)
  if (type !== 'dag' || !last) return tasks
  const others = tasks.slice(0, -1)
  return [{ ...last, dependsOn: others.map(({ id }) => id) }, ...others]
}

/** Gives every task its id, and by a die what else a task may have. */
function completing(dice: readonly number[]): (draft: Draft) => Task {
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
      timeout: die === 5 ? 'PT30S' : die === 6 ? '{{ d }}' : undefined,
      retry: retries[die % 4],
      branches: Object.fromEntries(
        Object.entries(draft.branches).map(([name, list]) => [name, ordered(draft, list.map(complete))]),
      ),
      errors: (draft.errors ?? []).map(complete),
      finally: (draft.finally ?? []).map(complete),
    }
  }
  return complete
}

const empty = {
  id: 'flow',
  namespace: 'test',
  revision: 1,
  inputs: [],
  variables: {},
  triggers: [],
  stages: [],
}

function outputsAndLabels(has: boolean): Pick<Flow, 'outputs' | 'labels'> {
  return {
    labels: has ? { l: '{{ x }}' } : {},
    outputs: has ? [{ id: 'o', type: 'STRING', value: '{{ x }}', reads: nothing }] : [],
  }
}

const wildTask = anyTask({ leaves: wildLeaves, repeat: wildRepeat })

/** Any flow of flow control, waits, approvals and tasks, three levels deep. */
export const anyFlow: fc.Arbitrary<Flow> = fc
  .record({
    tasks: fc.array(wildTask, { minLength: 1, maxLength: 4 }),
    errors: fc.array(wildTask, { maxLength: 2 }),
    finally: fc.array(wildTask, { maxLength: 2 }),
    timeout: fc.option(fc.constant('PT5M'), { nil: undefined }),
    outputs: fc.boolean(),
    retry: fc.constantFrom(...retries),
    sla: fc.subarray(slas),
    after: fc.array(wildTask, { maxLength: 2 }),
    dice: fc.array(fc.nat({ max: 11 }), { minLength: 40, maxLength: 40 }),
  })
  .map(({ tasks, errors, finally: ends, timeout, outputs, retry, sla, after, dice }): Flow => {
    const complete = completing(dice)
    return {
      ...empty,
      ...outputsAndLabels(outputs),
      tasks: tasks.map(complete),
      errors: errors.map(complete),
      finally: ends.map(complete),
      timeout,
      disabled: false,
      retry,
      sla,
      afterExecution: after.map(complete),
    }
  })

const calmTask = anyTask({ leaves: calmLeaves, repeat: calmRepeat })
/** After the end nobody can be waited for: that fails. */
const asksNobody = ({ type }: { type: string }) => type !== 'pause' && type !== 'approval'
const lateTask = anyTask({
  leaves: calmLeaves.filter(asksNobody),
  repeat: calmRepeat,
  groups: kinds.filter((type) => asksNobody({ type })),
})
/** Neither a time-out, which is an event that others race with. */
const calmDice = fc.constantFrom(0, 1, 2, 3, 4, 7, 8)

/** Any flow in which nothing fails, breaks or has a time, provided that its tasks and templates give what they should. */
export const calmFlow: fc.Arbitrary<Flow> = fc
  .record({
    tasks: fc.array(calmTask, { minLength: 1, maxLength: 4 }),
    finally: fc.array(calmTask, { maxLength: 2 }),
    outputs: fc.boolean(),
    after: fc.array(lateTask, { maxLength: 2 }),
    dice: fc.array(calmDice, { minLength: 40, maxLength: 40 }),
  })
  .map(({ tasks, finally: ends, outputs, after, dice }): Flow => {
    const complete = completing(dice)
    return {
      ...empty,
      ...outputsAndLabels(outputs),
      tasks: tasks.map(complete),
      errors: [],
      finally: ends.map(complete),
      disabled: false,
      sla: [{ id: 's', type: 'EXECUTION_ASSERTION', assert: '{{ holds }}', behavior: 'FAIL', labels: {} }],
      afterExecution: after.map(complete),
    }
  })
