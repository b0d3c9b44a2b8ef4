import type { JsonObject, State } from '../flow.ts'
import type { ChildEnd } from './events.ts'
import type { OpenCall } from './state.ts'

/** Executions of one task run that run at a time: the others wait, so that a list of any length is played in the same room. */
const runningAtMost = 100
/** Executions that are started by one effect. */
const startedAtOnce = 20

/** Iterations to start now: first those that were started before, then new ones. */
export function nextOf({ many, total, next, open, again }: OpenCall): number[] {
  const room = Math.min(startedAtOnce, runningAtMost - open.length)
  const repeated = again.slice(0, room)
  const end = total ?? (many ? startedAtOnce : 1)
  const fresh = Math.max(0, Math.min(room - repeated.length, end - next))
  return [...repeated, ...Array.from({ length: fresh }, (_, index) => next + index)]
}

export function counted(call: OpenCall, end: ChildEnd): OpenCall {
  const ended = { ...call.ended, [end.state]: (call.ended[end.state] ?? 0) + 1 }
  return { ...call, ended, ...(call.many ? {} : { last: end }) }
}

/** A long list is told of at each hundredth, so that telling costs no more than playing. */
export function isMilestone(before: OpenCall, now: OpenCall): boolean {
  const part = ({ ended, total }: OpenCall) => Math.floor((sum(ended) * 100) / Math.max(total ?? 1, 1))
  return now.many && part(before) !== part(now)
}

function sum(ended: OpenCall['ended']): number {
  return Object.values(ended).reduce((all, count) => all + count, 0)
}

const bad = ['FAILED', 'KILLED', 'CANCELLED', 'WARNING'] as const

/** The worst that one of the executions came to, where that is passed on. */
export function endOf({ ended, transmits, last }: OpenCall): (typeof bad)[number] | 'SUCCESS' {
  if (last?.broken) return 'FAILED'
  if (!transmits) return 'SUCCESS'
  return bad.find((state) => (ended[state] ?? 0) > 0) ?? 'SUCCESS'
}

export function failureOf({ many, ended, executionId = '' }: OpenCall): string {
  if (many) return `${ended.FAILED ?? 0} of ${sum(ended)} executions failed`
  return `The execution ${executionId} failed`
}

export function outputsOf(call: OpenCall): JsonObject | undefined {
  const { many, total, executionId, last } = call
  if (many)
    return total === undefined ? undefined : { numberOfBatches: total, iterations: iterationsOf(call) }
  if (executionId === undefined) return undefined
  return {
    executionId,
    ...(last && call.waits ? { state: last.state } : {}),
    ...(last?.outputs ? { outputs: last.outputs } : {}),
  }
}

/** How many executions are in each state. Those that nobody waits for count as started, and no more is known of them. */
function iterationsOf({ waits, total = 0, open, ended }: OpenCall): Partial<Record<State, number>> {
  const created = total - open.length - sum(ended)
  return { ...(waits ? { CREATED: created } : {}), RUNNING: waits ? open.length : 0, ...ended }
}
