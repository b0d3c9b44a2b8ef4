import * as workflow from '@temporalio/workflow'
import { limits } from '#engine/workflow/limits.ts'
import type { RunInput } from '#engine/workflow/messages.ts'
import { play } from '#engine/workflow/play.ts'
import { toy } from './toy.ts'

/** The shell's way, with a toy for an interpreter. */
export async function shell(input: RunInput): Promise<void> {
  await play(input, toy(), limits)
}

/** The same with limits so low that a short run meets them. */
export async function tightShell(input: RunInput): Promise<void> {
  await play(input, toy(), { ...limits, events: 60, longActivityMs: 1_000 })
}

// The obvious ways.
interface Steps {
  inline(): Promise<unknown>
  quick(): Promise<unknown>
  slow(): Promise<unknown>
}
const local = workflow.proxyLocalActivities<Steps>({ startToCloseTimeout: 5_000 })
const remote = workflow.proxyActivities<Steps>({ startToCloseTimeout: 60_000, heartbeatTimeout: 5_000 })
const decide = workflow.defineUpdate<string, [string]>('decide')

export async function obviousChain(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await local.inline()
}

/** Answers how many inline steps went by before the activity beside them had ended. */
export async function obviousBeside(count: number): Promise<number> {
  let ended: number | undefined
  let i = 0
  void remote.quick().then(() => (ended = i))
  for (; i < count && ended === undefined; i++) await local.inline()
  return i
}

/** Answers how many inline steps went by before the decision came in. */
export async function obviousDecision(count: number): Promise<number> {
  let seen: number | undefined
  let i = 0
  workflow.setHandler(decide, () => {
    seen = i
    return 'yes'
  })
  for (; i < count && seen === undefined; i++) await local.inline()
  return i
}

export async function obviousRace(people: number): Promise<number> {
  const waiting: string[] = []
  let closed = false
  let wins = 0
  workflow.setHandler<string, [string], typeof decide>(
    decide,
    async (person: string) => {
      waiting.push(person)
      await workflow.condition(() => closed)
      return `accepted ${person}`
    },
    {
      validator: () => {
        if (closed) throw workflow.ApplicationFailure.nonRetryable('closed')
      },
    },
  )
  // busy with something else until all have come
  await workflow.condition(() => waiting.length === people)
  for (; waiting.shift() !== undefined; wins++) closed = true
  await workflow.condition(workflow.allHandlersFinished)
  return wins
}

/** Long enough for the activity to begin. */
const beforeRenewalMs = 500

export async function obviousRenewal(again: boolean): Promise<void> {
  if (again) return
  void remote.slow()
  await workflow.sleep(beforeRenewalMs)
  await workflow.continueAsNew<typeof obviousRenewal>(true)
}

export async function obviousFan(count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, () => remote.quick()))
}

export async function obviousRelease(): Promise<void> {
  let decided = false
  workflow.setHandler(decide, () => {
    decided = true
    return 'yes'
  })
  await remote.quick()
  await workflow.condition(() => decided)
}
