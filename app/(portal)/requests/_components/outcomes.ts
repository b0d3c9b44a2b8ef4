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

/** The outcome that a URL's parameter names; `undefined`: all. */
export function outcomeFilter(value: string | string[] | undefined): Outcome | undefined {
  return outcomes.find((outcome) => outcome === value)
}
