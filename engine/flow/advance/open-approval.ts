import type { FrozenApproval, Question, Vote } from '../approvals/types.ts'

/** An approval from the request to open it until it is closed. */
export interface OpenApproval {
  plan: ApprovalPlan
  /** Absent while it is being opened. */
  frozen?: FrozenApproval
  votes: Vote[]
  /** Open questions, by id. */
  questions?: Record<string, Question>
  /** How often other people were asked because it was due. */
  escalated?: number
  /** They are being looked for. */
  escalating?: true
  /** Something that was begun with it failed: it is decided all the same, and its task run is a warning at best. */
  warning?: string
}

/** An approval that is closed, while what was begun with it still runs. */
export interface ClosingApproval extends Pick<OpenApproval, 'plan' | 'warning'> {
  decision: Exclude<ApprovalState, 'CANCELLED'>
}

export type ApprovalBehavior = 'CONTINUE' | 'WARN' | 'FAIL' | 'SUCCEED' | 'CANCEL' | 'KILL'

/** What follows each way in which an approval can close; lists of children by the name of their branch. */
export interface ApprovalPlan {
  approved: { behavior: ApprovalBehavior; branch: string }
  denied: { behavior: ApprovalBehavior; branch: string }
  expired: { behavior: ApprovalBehavior; branch: string }
  /** `form`, or the task that the next round begins with; absent: it cannot be sent back. */
  sendBackTo?: string
  /** It is resumed, as a pause is: it leaves what a pause leaves, and its `errors` and `finally` follow whatever is played after it. */
  resumed?: true
  /** What is played while it is open; absent: nothing. */
  meanwhile?: string
}

export type ApprovalState = 'APPROVED' | 'DENIED' | 'EXPIRED' | 'CANCELLED' | 'SENT_BACK'
