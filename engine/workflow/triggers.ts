import { continueAsNew, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common'
import type { BackfillCall, TriggerActivities, TriggerTarget } from './trigger-messages.ts'

const activities = proxyActivities<TriggerActivities>({
  startToCloseTimeout: '5 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
})

const scheduledStart = defineSearchAttributeKey('TemporalScheduledStartTime', SearchAttributeType.DATETIME)
/** After that a backfill goes on with a fresh history. */
const batchesAtMost = 100

/** What a schedule starts at each of its times: one short activity that decides against Postgres. */
export async function fireTrigger(target: TriggerTarget): Promise<string> {
  const { typedSearchAttributes, startTime } = workflowInfo()
  const at = (typedSearchAttributes.get(scheduledStart) ?? startTime).getTime()
  return activities.fireTrigger({ ...target, at })
}

const goOn = defineSignal('goOn')

/** Makes up for past times, a batch at a time; how far it is stands in Postgres. */
export async function backfillTrigger(call: BackfillCall): Promise<string> {
  let wishes = 0
  setHandler(goOn, () => void wishes++)
  for (let batch = 0; batch < batchesAtMost; batch++) {
    const before = wishes
    const step = await activities.backfillBatch(call)
    // it may have been told to go on while it found itself paused
    const goesOn = step === 'more' || (step === 'paused' && wishes > before)
    if (!goesOn) return step
  }
  return continueAsNew<typeof backfillTrigger>(call)
}
