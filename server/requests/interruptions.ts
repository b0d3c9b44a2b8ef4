import type { HistoryEntry } from '#server/runs/state-rules.ts'
import type { RequestView } from './view.ts'

type Entry = RequestView['history'][number]

/** What an execution of a request went through, oldest first; of all that played the request, in the order of their starts. */
export type Lives = readonly (readonly HistoryEntry[])[]

/**
 * Where a request stood on hold and went on: its execution failed, and somebody restarted it or had it played again. A failure
 * that nothing came after is not told here. One that is played again begins with what was before.
 * @param denials times at which somebody rejected: the failure after one is no mishap
 */
export function interruptions(lives: Lives, denials: readonly string[]): Entry[] {
  const all = [...new Map(lives.flat().map((entry) => [`${entry.date} ${entry.state}`, entry])).values()]
  return all.flatMap(({ state, date }, index) => {
    const next = all[index + 1]
    if (state !== 'FAILED' || !next) return []
    const before = all.slice(0, index).findLast((entry) => entry.state === 'FAILED')?.date ?? ''
    const isDenied = denials.some((at) => at > before && at <= date)
    const resumed: Entry = { at: next.date, what: 'resumed' }
    return isDenied ? [resumed] : [{ at: date, what: 'held' }, resumed]
  })
}
