import type { Outcome } from '#server/requests/view.ts'

export const outcomes: readonly Outcome[] = [
  'IN_PROGRESS',
  'WAITING_FOR_YOU',
  'ON_HOLD',
  'APPROVED',
  'REJECTED',
  'DONE',
  'WITHDRAWN',
  'CANCELLED',
]
