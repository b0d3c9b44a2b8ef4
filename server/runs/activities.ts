import { Context } from '@temporalio/activity'
import { activities as taskActivities } from '#generated/catalog/activities.ts'
import type { ShellActivities } from '#engine/workflow/messages.ts'
import { openApproval } from '#server/approvals/open.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { renderItems } from '#server/tasks/render-items.ts'
import { runAttempt, taskCall } from './attempt.ts'
import { forTemporal } from './failures.ts'
import { loadState } from './load-state.ts'
import { recordProgress } from './record-progress.ts'

/** The shell's own activities. */
const shell: ShellActivities = {
  loadFlow: ({ namespace, flowId, flowRevision }) => loadFlow(namespace, flowId, flowRevision),
  loadState,
  recordProgress,
  renderItems: (batch) => renderItems(batch),
  openApproval: (call) => openApproval(taskCall(call, Context.current().cancellationSignal)),
}

type Activity<A> = (argument: A) => Promise<unknown>

/** Tells Temporal which failures are worth another attempt. */
function guarded<A>(run: Activity<A>): Activity<A> {
  return async (argument) => {
    try {
      return await run(argument)
    } catch (error) {
      throw forTemporal(error, Context.current().info.attempt)
    }
  }
}

/** All activities by name: the shell's, and every task type under its own. */
export function makeActivities(): Record<string, Activity<never>> {
  const types = Object.keys(taskActivities).map((type) => [type, guarded(runAttempt)] as const)
  const own = Object.entries(shell).map(([name, run]) => [name, guarded(run)] as const)
  return Object.fromEntries([...types, ...own])
}
