/** Days on which somebody is not there. Days are `2026-12-03`, in the person's own time zone. */
export interface AbsenceView {
  id: string
  startsOn: string
  /** The last day of it; absent: not known yet. */
  endsOn?: string
  note: string
  /** Whether it is over, is now, or is to come. */
  when: 'past' | 'now' | 'future'
}

/** Said beside a person who is not there. */
export interface Away {
  /** The last day of it; absent: not known yet. */
  until?: string
}
