import type { PersonView } from '#server/requests/view.ts'

/** Which flow is looked into. */
export interface InsightCall {
  namespace: string
  flowId: string
  /** How far back, 1 to 366. */
  days: number
}

/** How a flow's approvals went in a window of time. Durations are seconds from when somebody was asked to when it was
 * decided. */
export interface Insight {
  /** Start of the window; what is open now counts however old it is. */
  from: string
  requests: {
    /** Made in the window. */
    made: number
    /** Of those, how many were sent back for changes at least once. */
    reworked: number
  }
  /** In the order in which a request comes to them. */
  steps: StepInsight[]
  /** Who waits longest and decides most first; 50 at most. */
  people: PersonInsight[]
}

/** How long decisions take. */
export interface TimesInsight {
  /** Median. */
  usualSeconds?: number
  /** 90th percentile. */
  slowSeconds?: number
  /** `working`: both are working time, as all that is counted was due on a business calendar. Absent: time as it passes. */
  counts?: 'working'
}

export interface StepInsight extends TimesInsight {
  taskId: string
  title: string
  approved: number
  denied: number
  sentBack: number
  expired: number
  /**
   * Of those that had a due date and were closed: how many in time, counted as the due date was, on its business calendar. What others had to
   * be asked for as it was due is late, whatever time that gave it; while the clock stands still nothing is late.
   */
  due: { kept: number; of: number }
  /** Open now. */
  waiting: number
  overdue: number
}

export interface PersonInsight extends TimesInsight {
  person: PersonView
  decided: number
  approved: number
  /** Asked now, and not decided. */
  waiting: number
  overdue: number
}

/** An approval that is open now, the oldest first. */
export interface WaitingRow {
  id: string
  title: string
  taskId: string
  createdAt: string
  dueAt?: string
  request: { id: string; number: string; title: string } | null
  /** Who is asked and has not decided; five at most are named. */
  people: PersonView[]
  /** How many there are in all. */
  asked: number
}
