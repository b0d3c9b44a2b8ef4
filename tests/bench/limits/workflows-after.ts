import * as workflow from '@temporalio/workflow'
import { limits } from '#engine/workflow/limits.ts'
import type { RunInput } from '#engine/workflow/messages.ts'
import { play } from '#engine/workflow/play.ts'
import { toy } from './toy.ts'

/** The release after: the same names, other steps. */
export async function shell(input: RunInput): Promise<void> {
  await play(input, toy(true), limits)
}

const remote = workflow.proxyActivities<{ quick(): Promise<unknown>; added(): Promise<unknown> }>({
  startToCloseTimeout: 60_000,
})

export async function obviousRelease(): Promise<void> {
  let decided = false
  workflow.setHandler(workflow.defineUpdate<string, [string]>('decide'), () => {
    decided = true
    return 'yes'
  })
  await remote.added()
  await remote.quick()
  await workflow.condition(() => decided)
}
