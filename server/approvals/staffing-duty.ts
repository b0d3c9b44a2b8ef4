import { keepDoing, type Duty } from '#server/duty.ts'
import { staffApprovals } from './staff-approvals.ts'

/** Looks every five seconds whether who is asked is there. */
export function keepStaffing(): Duty {
  return keepDoing(staffApprovals, { everyMs: 5_000, failed: 'Open approvals could not be looked at yet' })
}
