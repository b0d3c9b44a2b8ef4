import { killChildren } from './kill.ts'
import type { Work } from './work.ts'

/** The whole execution fails: what runs is ended, `errors` and `finally` follow; where these are played already they go on. */
export function failRun(work: Work, message: string): void {
  if (work.state.kill || work.state.after) return
  if (!work.state.error) work.set({ error: { message } })
  const { phase } = work.state.walk
  if (phase === 'errors' || phase === 'finally') return work.setWalk(undefined, { result: 'FAILED', message })
  work.set({ held: undefined })
  work.setWalk(undefined, { result: 'FAILED', fixed: true, stopped: true, message })
  killChildren(work, undefined)
  work.look(undefined)
}
