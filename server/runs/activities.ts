import { Context } from '@temporalio/activity'
import { activities as taskActivities } from '#generated/catalog/activities.ts'
import type { ShellActivities } from '#engine/workflow/messages.ts'
import type { TriggerActivities } from '#engine/workflow/trigger-messages.ts'
import { escalateApproval } from '#server/approvals/escalate.ts'
import { openApproval } from '#server/approvals/open.ts'
import { startChildren } from '#server/children/start-children.ts'
import { stopChildren } from '#server/children/stop-children.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { renderItems } from '#server/tasks/render-items.ts'
import { backfillBatch } from '#server/triggers/backfill-batch.ts'
import { fireTrigger } from '#server/triggers/fire-trigger.ts'
import { runAttempt, taskCall } from './attempt.ts'
import { forTemporal } from './failures.ts'
import { loadKept } from './kept-runs.ts'
import { loadState } from './load-state.ts'
import { recordProgress } from './record-progress.ts'

/** The shell's own activities. */
const shell: ShellActivities = {
  loadFlow: ({ namespace, flowId, flowRevision }) => loadFlow(namespace, flowId, flowRevision),
  loadState,
  loadKept,
  recordProgress,
  renderItems: (batch) => renderItems(batch),
  startChildren: (call) =>
    startChildren({ ...call, ...taskCall(call, Context.current().cancellationSignal) }),
  stopChildren,
  escalateApproval: (call) => escalateApproval(taskCall(call, Context.current().cancellationSignal)),
  openApproval: (call) => openApproval(taskCall(call, Context.current().cancellationSignal)),
}

/** Those of schedules and backfills. */
const triggers: TriggerActivities = {
  fireTrigger: ({ at, ...key }) => fireTrigger(key, at),
  backfillBatch: (call) => backfillBatch(call),
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
  const timed = Object.fromEntries([
    ['fireTrigger', guarded(triggers.fireTrigger)] as const,
    ['backfillBatch', guarded(triggers.backfillBatch)] as const,
  ])
  return { ...Object.fromEntries([...types, ...own]), ...timed }
}
