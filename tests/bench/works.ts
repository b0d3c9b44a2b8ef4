import { randomUUID } from 'node:crypto'
import { until } from '../harness/until.ts'
import type { ApiClient } from './client.ts'
import { repeat } from './measure.ts'

interface Execution {
  id: string
  state: { current: string; histories: { state: string; date: string }[] }
  taskRunList: { taskId: string; state: { current: string; startDate: string; endDate?: string } }[]
}

/** Where the time of one run goes, in milliseconds: ends of one part are the starts of the next. */
export interface Parts {
  /** From the call to the row's values: who asks, the flow, the inputs. */
  request: number
  /** The row is stored, Temporal told, the workflow begun. */
  begin: number
  /** From the workflow's beginning to the end of the last step. */
  steps: number
  /** All is stored, the waiting call hears of it, reads it and answers. */
  store: number
}

/** B4: start to answer of three trivial steps, one run at a time; the answer comes when all is stored. */
export async function threeSteps(
  admin: ApiClient,
  times: number,
): Promise<{ whole: number[]; parts: Parts[] }> {
  const parts: Parts[] = []
  const whole = await repeat(times, async () => {
    const [called, began] = [Date.now(), performance.now()]
    const execution = await admin.call<Execution>('POST', '/executions/bench/three?wait=true', {})
    const [answered, took] = [Date.now(), performance.now() - began]
    if (execution.state.current !== 'SUCCESS') throw new Error(`ended as ${execution.state.current}`)
    const reached = (state: string) =>
      Date.parse(execution.state.histories.find((entry) => entry.state === state)?.date ?? '')
    const [created, running] = [reached('CREATED'), reached('RUNNING')]
    const lastEnd = Math.max(...execution.taskRunList.map(({ state }) => Date.parse(state.endDate ?? '')))
    parts.push({
      request: created - called,
      begin: running - created,
      steps: lastEnd - running,
      store: answered - lastEnd,
    })
    return took
  })
  return { whole, parts: parts.slice(-times) }
}

export interface Submission {
  /** From the click to the start of the first task. */
  toFirstTask: number
  /** From the start of the first task to the request's page showing where it stands. */
  toVisible: number
  executionId: string
}

/** B6: a form is submitted; its first task runs; the requester's page shows it. Clocks of one machine are compared. */
export async function submissions(
  requester: ApiClient,
  admin: ApiClient,
  times: number,
): Promise<Submission[]> {
  const { results: apps } = await requester.call<{ results: { id: string; displayName: string }[] }>(
    'GET',
    '/apps/catalog',
  )
  const app = apps.find(({ displayName }) => displayName === 'Bench')
  if (!app) throw new Error('the catalog lacks the bench app')
  const all: Submission[] = []
  await repeat(times, async (n) => {
    const clicked = Date.now()
    const { requestId, executionId } = await requester.call<{ requestId: string; executionId: string }>(
      'POST',
      `/apps/view/${app.id}/requests`,
      { values: { text: `Bench ${n}` } },
    )
    await until(
      async () =>
        (await requester.call<{ waitingFor: { people: unknown[] } }>('GET', `/requests/${requestId}`))
          .waitingFor.people.length > 0,
      'the page shows who has it',
    )
    const visible = Date.now()
    const first = await startOf(admin, executionId, 'first')
    all.push({ toFirstTask: first - clicked, toVisible: visible - first, executionId })
    return 0
  })
  return all.slice(10)
}

/** B7: from the click of a decision to the start of the next task. */
export async function decisions(approver: ApiClient, admin: ApiClient, times: number): Promise<number[]> {
  const values: number[] = []
  const { results } = await approver.call<{ results: { id: string }[] }>(
    'GET',
    `/approvals?box=mine&size=${Math.min(times, 100)}`,
  )
  for (const { id } of results) {
    const { version, seenHash } = await approver.call<{ version: number; seenHash: string }>(
      'GET',
      `/approvals/${encodeURIComponent(id)}`,
    )
    const clicked = Date.now()
    await approver.call('POST', `/approvals/${encodeURIComponent(id)}/decisions`, {
      decisionId: randomUUID(),
      vote: 'APPROVE',
      version,
      seenHash,
    })
    values.push((await startOf(admin, id.split('~')[0] ?? '', 'next')) - clicked)
  }
  return values.slice(5)
}

async function startOf(admin: ApiClient, executionId: string, taskId: string): Promise<number> {
  const run = await until(async () => {
    const execution = await admin.call<Execution>('GET', `/executions/${executionId}`)
    return execution.taskRunList.find((taskRun) => taskRun.taskId === taskId)
  }, `${taskId} runs`)
  return Date.parse(run.state.startDate)
}
