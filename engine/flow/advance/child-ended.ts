import type { State } from '../flow.ts'
import type { Owner, Work } from './work.ts'

/** From good to bad; what is not here counts as SUCCESS. */
const badness: readonly State[] = ['SUCCESS', 'WARNING', 'CANCELLED', 'KILLED', 'FAILED', 'RETRIED']

export function worse(a: State, b: State): State {
  return badness.indexOf(b) > badness.indexOf(a) ? b : a
}

/** Counts an ended child in its level. After a failure nothing new starts there; what runs goes on to its end. */
export function childEnded(
  work: Work,
  owner: Owner,
  child: { taskId: string; state: State; halts: boolean },
): void {
  const walk = work.walk(owner)
  if (!walk) return
  const { taskId, state, halts } = child
  const { ordered } = walk
  const ends = halts || state === 'CANCELLED' || state === 'KILLED'
  work.setWalk(owner, {
    running: walk.running - 1,
    ...(ordered && walk.phase === 'body'
      ? { ordered: { ...ordered, ended: [...ordered.ended, taskId] } }
      : {}),
    // what is told after the end is told whatever comes of the telling before it
    stopped: walk.stopped || (walk.phase !== 'after' && (ends || state === 'FAILED')),
    ...(walk.fixed || walk.phase === 'errors' ? {} : { result: worse(walk.result, state) }),
    ...(halts && !walk.fixed
      ? { fixed: true, halts: true, killed: state === 'KILLED' || state === 'RETRIED' }
      : {}),
  })
  work.look(owner, halts && !walk.fixed)
}
