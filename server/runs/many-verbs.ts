import { isTerminal, type State } from '#engine/flow/flow.ts'
import type { Execution } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import { changeStatus } from './change-status.ts'
import { deleteExecution, type Deletion } from './delete-execution.ts'
import { forceRun, unqueueExecution, type UnqueuedState } from './force-run.ts'
import { killExecution } from './kill-execution.ts'
import type { ManyVerb } from './many.ts'
import { pausable, pauseExecution } from './pause-execution.ts'
import { replayExecution } from './replay-execution.ts'
import { restartExecution } from './restart-execution.ts'
import { resumeWaiting } from './resume-waiting.ts'
import { refuseReserved, setLabels, type Label } from './set-labels.ts'

const hasEnded = ({ state }: Execution) => isTerminal(state as State)
const mustHaveEnded = (row: Execution) => (hasEnded(row) ? undefined : 'execution is not terminated')
const mustLive = (row: Execution) => (hasEnded(row) ? 'execution is already terminated' : undefined)

/** The verbs for many executions, each with the actor and what the call brought. */
export const manyVerbs = {
  kill: (actor: Actor): ManyVerb => ({
    permission: 'execution:kill',
    refuses: mustLive,
    do: (id) => killExecution(actor, id),
  }),
  pause: (actor: Actor): ManyVerb => ({
    permission: 'execution:update',
    refuses: ({ state }) => (pausable.includes(state) ? undefined : 'execution is not running'),
    do: (id) => pauseExecution(actor, id),
  }),
  resume: (actor: Actor): ManyVerb => ({
    permission: 'execution:update',
    refuses: ({ state }) => (state === 'PAUSED' ? undefined : 'execution is not paused'),
    do: async (id) => void (await resumeWaiting(actor, id)),
  }),
  restart: (actor: Actor): ManyVerb => ({
    permission: 'execution:update',
    refuses: mustHaveEnded,
    do: (id) => restartExecution(actor, id),
  }),
  replay: (actor: Actor, latestRevision: boolean): ManyVerb => ({
    permission: 'execution:create',
    refuses: () => undefined,
    do: (id) => replayExecution(actor, id, { latestRevision }),
  }),
  forceRun: (actor: Actor): ManyVerb => ({
    permission: 'execution:update',
    refuses: mustLive,
    do: (id) => forceRun(actor, id),
  }),
  unqueue: (actor: Actor, state: UnqueuedState): ManyVerb => ({
    permission: 'execution:update',
    refuses: (row) => (row.state === 'QUEUED' ? undefined : 'execution is not queued'),
    do: (id) => unqueueExecution(actor, id, state),
  }),
  changeStatus: (actor: Actor, status: State): ManyVerb => ({
    permission: 'execution:update',
    refuses: mustHaveEnded,
    do: (id) => changeStatus(actor, id, status),
  }),
  labels: (actor: Actor, labels: readonly Label[]): ManyVerb => {
    refuseReserved(labels, {})
    return {
      permission: 'execution:update',
      refuses: mustHaveEnded,
      do: (id) => setLabels(actor, id, { labels, replace: false }),
    }
  },
  delete: (actor: Actor, what: Deletion): ManyVerb => ({
    permission: 'execution:delete',
    refuses: what.includeNonTerminated ? () => undefined : mustHaveEnded,
    do: (id) => deleteExecution(actor, id, what),
  }),
}
