import { until } from '../harness/until.ts'
import type { ApiClient } from './client.ts'
import { hookKey, loopId } from './flows.ts'
import { atRate, repeat } from './measure.ts'

interface Execution {
  id: string
  state: { current: string; startDate: string; endDate?: string }
}

/** How fast a webhook is called, and for how long. */
export interface Rate {
  perSecond: number
  seconds: number
}

/** B1: milliseconds from accepted to end of each execution that a webhook started, in order of the calls. */
export async function hookedAt(admin: ApiClient, rate: Rate): Promise<number[]> {
  const ids = await atRate(rate, async (n) => {
    const path = `/executions/webhook/bench/hooked/${hookKey}`
    return (await admin.call<Execution>('POST', path, { n })).id
  })
  const taken: number[] = []
  for (const id of ids) {
    const { state } = await until(async () => {
      const execution = await admin.call<Execution>('GET', `/executions/${id}`)
      return execution.state.endDate === undefined ? undefined : execution
    }, `the execution ${id} ends`)
    if (state.current !== 'SUCCESS') throw new Error(`${id} ended as ${state.current}`)
    taken.push(Date.parse(state.endDate ?? '') - Date.parse(state.startDate))
  }
  return taken
}

/** Milliseconds of one run, from its call to its answer, which comes when all is stored. */
async function whole(admin: ApiClient, flowId: string): Promise<number> {
  const began = performance.now()
  const { state } = await admin.call<Execution>('POST', `/executions/bench/${flowId}?wait=true`, {})
  if (state.current !== 'SUCCESS') throw new Error(`${flowId} ended as ${state.current}`)
  return performance.now() - began
}

/** B2: ten tasks through five conditions, one run at a time. */
export function fiveIfRuns(admin: ApiClient, times: number): Promise<number[]> {
  return repeat(times, () => whole(admin, 'five-ifs'))
}

export interface LoopWork {
  count: number
  concurrent: 0 | 1
  times: number
}

/** B3: a loop over so many values, one run at a time. */
export function loopRuns(admin: ApiClient, { count, concurrent, times }: LoopWork): Promise<number[]> {
  return repeat(times, () => whole(admin, loopId(count, concurrent)), Math.min(times, 3))
}
