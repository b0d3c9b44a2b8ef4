import { z } from 'zod'
import { durationMs, isDuration } from '../duration.ts'

const duration = z.string().refine(isDuration, { error: 'must be an ISO 8601 duration such as `PT1H`' })
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$/, {
  error: 'must be a time of day such as `09:00:00`',
})

const names = {
  window: 'a window',
  windowAdvance: 'a window advance',
  startTime: 'a start time',
  endTime: 'an end time',
  deadline: 'a deadline',
} as const
type Part = keyof typeof names

/** What each type needs and what it cannot have. */
const rules: Readonly<Record<string, { needs: readonly Part[]; refuses: readonly Part[] }>> = {
  DURATION_WINDOW: { needs: [], refuses: ['deadline', 'startTime', 'endTime'] },
  SLIDING_WINDOW: { needs: [], refuses: ['deadline', 'startTime', 'endTime', 'windowAdvance'] },
  DAILY_TIME_DEADLINE: { needs: ['deadline'], refuses: ['window', 'windowAdvance', 'startTime', 'endTime'] },
  DAILY_TIME_WINDOW: { needs: ['startTime', 'endTime'], refuses: ['window', 'windowAdvance', 'deadline'] },
}

/** How long conditions that came true are remembered. Times of day are UTC. */
export const timeWindowSchema = z
  .object({
    type: z
      .enum(['DURATION_WINDOW', 'SLIDING_WINDOW', 'DAILY_TIME_DEADLINE', 'DAILY_TIME_WINDOW'])
      .default('DURATION_WINDOW')
      .describe(
        'How the window lies: in a row from midnight, back from now, until or between times of the day.',
      ),
    window: duration.describe('Length of the window, ISO 8601; a day where it is not given.').optional(),
    windowAdvance: duration.describe('How far the windows are shifted from midnight.').optional(),
    deadline: timeOfDay.describe('Until when on each day, UTC.').optional(),
    startTime: timeOfDay.describe('From when on each day, UTC.').optional(),
    endTime: timeOfDay.describe('Until when on each day, UTC.').optional(),
  })
  .check(({ value, issues }) => {
    const rule = rules[value.type]
    const say = (path: Part, message: string) =>
      issues.push({ code: 'custom', message, input: value, path: [path] })
    const named = `Time window of type \`${value.type}\``
    for (const part of rule?.needs ?? [])
      if (value[part] === undefined) say(part, `${named} must have ${names[part]}.`)
    for (const part of rule?.refuses ?? []) {
      if (value[part] === undefined) continue
      say(part, `${named} cannot have ${names[part]}.`)
      // both sentences are told where a daily window is given a length
      if (value.type === 'DAILY_TIME_WINDOW' && part === 'window')
        say(part, `${named} cannot have a deadline.`)
    }
  })

export type TimeWindow = z.output<typeof timeWindowSchema>

/** From and until when, epoch milliseconds; the end is not in it. */
export interface Span {
  start: number
  end: number
}

const dayMs = 86_400_000

/** The window that an instant lies in; undefined outside of the hours of a daily one. */
export function windowAt(window: TimeWindow, at: number): Span | undefined {
  const length = window.window === undefined ? dayMs : Math.max(durationMs(window.window), 1000)
  const midnight = Math.floor(at / dayMs) * dayMs
  switch (window.type) {
    case 'DURATION_WINDOW': {
      const shift = window.windowAdvance === undefined ? 0 : durationMs(window.windowAdvance)
      const start = Math.floor((at - shift) / length) * length + shift
      return { start, end: start + length }
    }
    case 'SLIDING_WINDOW':
      return { start: at - length, end: at + length }
    case 'DAILY_TIME_DEADLINE':
      return within({ start: midnight, end: midnight + timeMs(window.deadline) }, at)
    case 'DAILY_TIME_WINDOW':
      return within(
        { start: midnight + timeMs(window.startTime), end: midnight + timeMs(window.endTime) },
        at,
      )
  }
}

/**
 * The conditions that count at an instant: those that came true in its window. `seen` says when each last came true.
 * @returns the names, and what is to be remembered from now on
 */
export function countedWithin(
  window: TimeWindow,
  seen: Readonly<Record<string, number>>,
  at: number,
): Record<string, number> {
  const span = windowAt(window, at)
  if (!span) return {}
  return Object.fromEntries(Object.entries(seen).filter(([, when]) => when >= span.start && when < span.end))
}

function within(span: Span, at: number): Span | undefined {
  return at >= span.start && at < span.end ? span : undefined
}

function timeMs(time = '00:00'): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000)
}
