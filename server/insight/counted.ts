import type { TimesInsight } from './view.ts'
import type { WorkingTimes } from './working-times.ts'

/** What the database counts of a step and of a person alike. */
export interface Counted {
  /** Seconds as they pass. */
  usual: number | null
  slow: number | null
  /** Whether all of it was due on a business calendar. */
  works: boolean
  waiting: bigint
  overdue: bigint
}

/** The same for readers. @param working the times on the calendar, where all are counted on one */
export function counted(
  { usual, slow, waiting, overdue }: Counted,
  working: WorkingTimes | undefined,
): TimesInsight & { waiting: number; overdue: number } {
  const times = working ?? { usual, slow }
  return {
    ...(times.usual === null ? {} : { usualSeconds: Math.round(times.usual) }),
    ...(times.slow === null ? {} : { slowSeconds: Math.round(times.slow) }),
    ...(working ? { counts: 'working' as const } : {}),
    waiting: Number(waiting),
    overdue: Number(overdue),
  }
}
