import type { State } from '../flow.ts'
import type { Owner, Work } from './work.ts'

/** From good to bad; what is not here counts as SUCCESS. */
const badness: readonly State[] = ['SUCCESS', 'WARNING', 'CANCELLED', 'KILLED', 'FAILED']

export function worse(a: State, b: State): State {
  return badness.indexOf(b) > badness.indexOf(a) ? b : a
}

/** Counts an ended child in its level. After a failure nothing new starts there; what runs goes on to its end. */
export function childEnded(work: Work, owner: Owner, child: { state: State; halts: boolean }): void {
  const walk = work.walk(owner)
  if (!walk) return
  const { state, halts } = child
  const ends = halts || state === 'CANCELLED' || state === 'KILLED'
  work.setWalk(owner, {
    running: walk.running - 1,
    stopped: walk.stopped || ends || state === 'FAILED',
    ...(walk.fixed || walk.phase === 'errors' ? {} : { result: worse(walk.result, state) }),
    ...(halts && !walk.fixed ? { fixed: true, halts: true, killed: state === 'KILLED' } : {}),
  })
  work.look(owner, halts && !walk.fixed)
}
