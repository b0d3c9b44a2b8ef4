import { randomUUID } from 'node:crypto'
import { partsOf, startProduct, type Product } from '../harness/product.ts'
import { until } from '../harness/until.ts'
import { ApiClient } from '../bench/client.ts'
import { expect, test } from './story.ts'

// A product of its own: its processes are killed.
interface Execution {
  id: string
  state: { current: string }
  taskRunList: { taskId: string; state: { current: string }; attempts?: unknown[] }[]
}

const flow = `
id: patient
namespace: crash
displayName: Patient request
inputs:
  - id: text
    type: STRING
tasks:
  - id: before
    type: script.shell
    outputFiles: [made.txt]
    script: |
      echo '{{ inputs.text }}' > made.txt
      sleep 2
  - id: decision
    type: approval
    title: '{{ inputs.text }}'
    deciders:
      - user: ben@formwork.example
    rules: { notRequester: true, commentRequired: NEVER }
  - id: after
    type: script.python
    env: { PAUSE: '2' }
    script: |
      import os, time
      time.sleep(int(os.environ['PAUSE']))
      print('done')
outputs:
  - id: file
    type: FILE
    value: "{{ outputs.before.outputFiles['made.txt'] }}"
`

const quick = `
id: quick
namespace: crash
tasks:
  - id: decision
    type: approval
    title: Soon
    deciders:
      - user: ben@formwork.example
    rules: { commentRequired: NEVER }
`

interface Shown {
  id: string
  version: number
  seenHash: string
}

let product: Product
let admin: ApiClient
let nora: ApiClient
let ben: ApiClient

test.beforeAll(async () => {
  test.setTimeout(240_000)
  product = await startProduct()
  admin = new ApiClient(product, product.adminEmail, product.adminPassword)
  nora = new ApiClient(product, 'nora@formwork.example', product.demoPassword)
  ben = new ApiClient(product, 'ben@formwork.example', product.demoPassword)
  await admin.call('POST', '/flows', flow)
  await admin.call('POST', '/flows', quick)
})

test.afterAll(async () => {
  await product.stop()
})

/** A call that is made again while a process is down; its key makes a repeat harmless. */
async function patiently<T>(call: () => Promise<T>): Promise<NonNullable<T>> {
  let last: unknown
  const tried = () => call().catch((error: unknown) => void (last = error))
  return until(tried, 'the product answers again').catch((error: Error) => {
    throw new Error(`${error.message}; the last answer: ${String(last)}`)
  }) as Promise<NonNullable<T>>
}

async function submit(text: string): Promise<string> {
  const { results: apps } = await nora.call<{ results: { id: string; displayName: string }[] }>(
    'GET',
    '/apps/catalog',
  )
  const app = apps.find(({ displayName }) => displayName === 'Patient request')
  const { executionId } = await nora.call<{ executionId: string }>('POST', `/apps/view/${app?.id}/requests`, {
    values: { text },
  })
  return executionId
}

function execution(id: string): Promise<Execution> {
  return patiently(() => admin.call<Execution>('GET', `/executions/${id}`))
}

async function whenTaskIs(id: string, taskId: string, state: string): Promise<void> {
  const stateOf = (run?: Execution['taskRunList'][number]) => run?.state.current
  const found = async () => (await execution(id)).taskRunList.find((run) => run.taskId === taskId)
  await until(async () => stateOf(await found()) === state, `${taskId} is ${state}`).catch(
    async (error: Error) => {
      throw new Error(`${error.message}; it is ${JSON.stringify(await execution(id))}`)
    },
  )
}

async function approve(executionId: string): Promise<void> {
  const waiting = async () => {
    const { results } = await ben.call<{ results: { id: string }[] }>('GET', '/approvals?box=mine')
    return results.find(({ id }) => id.startsWith(executionId))
  }
  const { id } = await until(() => patiently(waiting), 'the approver finds it in the inbox')
  const shown = await patiently(() =>
    ben.call<{ version: number; seenHash: string }>('GET', `/approvals/${encodeURIComponent(id)}`),
  )
  const decision = {
    decisionId: randomUUID(),
    vote: 'APPROVE',
    version: shown.version,
    seenHash: shown.seenHash,
  }
  await patiently(() => ben.call('POST', `/approvals/${encodeURIComponent(id)}/decisions`, decision))
}

async function expectWhole(id: string): Promise<void> {
  await until(
    async () => ['SUCCESS', 'FAILED', 'KILLED', 'CANCELLED'].includes((await execution(id)).state.current),
    'the run ends',
    90,
  )
  const end = await execution(id)
  expect(end.state.current).toBe('SUCCESS')
  expect(end.taskRunList.map((run) => [run.taskId, run.state.current])).toEqual([
    ['before', 'SUCCESS'],
    ['decision', 'SUCCESS'],
    ['after', 'SUCCESS'],
  ])
}

for (const part of ['Worker', 'Web', 'Temporal', 'Postgres']) {
  test(`a request survives the death of ${part}, in a task, at a decision, and after it`, async () => {
    const kill = () => process.kill(partsOf(product.home)[part] ?? 0, 'SIGKILL')
    const id = await patiently(() => submit(`killed ${part}`))
    await whenTaskIs(id, 'before', 'RUNNING')
    kill()
    await whenTaskIs(id, 'decision', 'PAUSED')
    kill()
    await approve(id)
    await whenTaskIs(id, 'after', 'RUNNING')
    kill()
    await expectWhole(id)
  })
}

/** How many decisions are under way as a process dies. */
const underWay = 20

for (const part of ['Worker', 'Web', 'Temporal', 'Postgres']) {
  test(`what was decided stays decided, whenever ${part} dies meanwhile`, async () => {
    test.setTimeout(240_000)
    const ids: string[] = []
    while (ids.length < underWay)
      ids.push((await patiently(() => admin.call<Execution>('POST', '/executions/crash/quick', {}))).id)
    const shown = await until(async () => {
      const { results } = await patiently(() =>
        ben.call<{ results: Shown[] }>('GET', '/approvals?box=mine&size=100'),
      )
      const ours = results.filter(({ id }) => ids.includes(id.split('~')[0] ?? ''))
      return ours.length === underWay ? ours : undefined
    }, 'all are asked about')
    const wishes = shown.map(({ id, version, seenHash }, index) => ({
      path: `/approvals/${encodeURIComponent(id)}/decisions`,
      body: { decisionId: randomUUID(), vote: index % 2 === 0 ? 'APPROVE' : 'DENY', version, seenHash },
    }))
    const decide = ({ path, body }: (typeof wishes)[number]) =>
      ben.call<{ outcome: string }>('POST', path, body)
    const first = wishes.map((wish) =>
      decide(wish).then(
        ({ outcome }) => outcome,
        () => 'no answer',
      ),
    )
    // some have been answered, others are at any place of their way
    await Promise.any(
      first.map(async (answer) => ((await answer) === 'no answer' ? Promise.reject() : answer)),
    )
    process.kill(partsOf(product.home)[part] ?? 0, 'SIGKILL')
    const told = await Promise.all(first)
    for (const [index, wish] of wishes.entries()) {
      const outcome = wish.body.vote === 'APPROVE' ? 'APPROVED' : 'DENIED'
      if (told[index] !== 'no answer') expect(told[index]).toBe(outcome)
      // the same decision again hears the same, and counts once
      expect(await patiently(() => decide(wish))).toMatchObject({ outcome })
      const view = () =>
        ben.call<{ state: string; votes: unknown[] }>('GET', wish.path.replace('/decisions', ''))
      await until(async () => (await patiently(view)).state === outcome, 'it is closed')
      expect((await patiently(view)).votes).toHaveLength(1)
    }
  })
}

test('a request survives the death of everything at once', async () => {
  const id = await patiently(() => submit('killed all'))
  await whenTaskIs(id, 'before', 'RUNNING')
  for (const pid of Object.values(partsOf(product.home)).filter((pid) => pid !== product.launcher.pid))
    process.kill(pid, 'SIGKILL')
  await approve(id)
  await expectWhole(id)
})

test('two hundred executions started at once all end', async () => {
  const burst = `id: burst\nnamespace: crash\ntasks:\n  - id: one\n    type: log\n    message: one\n  - id: two\n    type: return\n    format: two\n`
  await patiently(() => admin.call('POST', '/flows', burst))
  const started = await Promise.all(
    Array.from({ length: 200 }, () => admin.call<Execution>('POST', '/executions/crash/burst', {})),
  )
  expect(new Set(started.map(({ id }) => id)).size).toBe(200)
  const running = async () => {
    const { total } = await admin.call<{ total: number }>(
      'GET',
      '/executions/search?size=1&filters[flowId][EQUALS]=burst&filters[state][EQUALS]=SUCCESS',
    )
    return total === 200
  }
  await until(() => running().catch(() => false), 'all have ended', 120)
})

test('a terminal that is closed ends everything in order', async () => {
  const pids = Object.values(partsOf(product.home))
  product.launcher.stdout?.destroy()
  product.launcher.stderr?.destroy()
  product.launcher.kill('SIGHUP')
  await until(() => product.launcher.exitCode === 0, 'the launcher ends', 60)
  expect(pids.filter(isAlive)).toEqual([])
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
