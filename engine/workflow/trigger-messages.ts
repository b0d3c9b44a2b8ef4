/** A trigger, as workflows and activities name it. */
export interface TriggerTarget {
  namespace: string
  flowId: string
  triggerId: string
}

export interface FireCall extends TriggerTarget {
  /** The time that the schedule meant, epoch milliseconds. */
  at: number
}

export interface BackfillCall extends TriggerTarget {
  backfillId: string
}

/** What a backfill does next. */
export type BackfillStep = 'more' | 'done' | 'paused' | 'gone'

/** Activities of triggers. Each may be done twice. */
export interface TriggerActivities {
  /** Starts an execution for a time of a schedule, or says why not. */
  fireTrigger(call: FireCall): Promise<string>
  /** Starts executions for the next hundred times of a backfill. */
  backfillBatch(call: BackfillCall): Promise<BackfillStep>
}
