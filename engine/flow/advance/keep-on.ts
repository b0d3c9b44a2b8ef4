import { childEnded } from './child-ended.ts'
import { isMap } from './entries.ts'
import { remember, rememberByValue } from './memory.ts'
import { outputNames } from './output-names.ts'
import type { KeptRun } from './keep.ts'
import { noteKept } from './rounds.ts'
import { placeOf } from './task-run-id.ts'
import type { Node } from './state.ts'
import type { Program } from './types.ts'
import type { Owner, Work } from './work.ts'

/** Takes over what an earlier attempt at the execution left, before anything begins. */
export function keepContext(work: Work, kept: readonly KeptRun[]): void {
  const ordered = [...kept].sort((a, b) => a.position - b.position)
  work.set({
    kept: keptById(work.program, ordered),
    positions: (ordered.at(-1)?.position ?? -1) + 1,
  })
  const namesOf = outputNames(work.program, ordered)
  for (const run of ordered) {
    const { values, iteration } = namesOf(run)
    if (run.outputs && iteration === undefined)
      rememberByValue(work, { taskId: run.taskId, values }, { outputs: run.outputs })
  }
}

/** As the state holds them: by their place, for they may be of several rounds. */
export function keptById(program: Program, kept: readonly KeptRun[]): Record<string, KeptRun> {
  const namesOf = outputNames(program, kept)
  return Object.fromEntries(
    kept.map((run) => [placeOf(run.id), namesOf(run).iteration === undefined ? withoutOutputs(run) : run]),
  )
}

/** Outputs of what has ended are in the context already; those of an iteration of its own come when it is played again. */
function withoutOutputs(run: KeptRun): KeptRun {
  if (run.as !== 'done') return run
  const { outputs: _, attempts: __, ...rest } = run
  return { ...rest, attempts: null }
}

/** One that is taken over as it ended. */
export function adoptEnded(work: Work, owner: Owner, kept: KeptRun): void {
  const { taskId, state, message, outputs } = kept
  if (owner === undefined && work.state.walk.phase === 'body') noteKept(work, kept)
  remember(work, { taskId, parentId: owner }, { state, outputs: isMap(outputs) ? outputs : undefined })
  if (state === 'FAILED' && !work.state.error)
    work.set({ error: { taskId, message: message ?? 'The task failed' } })
  childEnded(work, owner, { taskId, state, halts: false })
}

/** One that goes on under its own id, after the attempts that it had. */
export function reopened(run: KeptRun, place: { owner: Owner; branch: string }): Node {
  const { id, taskId, state, attempts, startedAt, position, round, value, iteration, outputs } = run
  return {
    id,
    taskId,
    parentId: place.owner,
    branch: place.branch,
    round,
    state,
    attempt: attempts?.length ?? 0,
    position,
    startedAt,
    ...(attempts ? { attempts } : {}),
    ...(value === undefined ? {} : { value }),
    ...(iteration === undefined ? {} : { iteration }),
    ...(run.as === 'open' ? { passed: true, outputs } : {}),
  }
}
