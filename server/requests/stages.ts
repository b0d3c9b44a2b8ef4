import type { Away } from '#server/absences/view.ts'
import { withAway } from '#server/absences/with-away.ts'
import type { Answers } from '#server/approvals/answers.ts'
import { onlyAsks } from '#server/approvals/asked.ts'
import { mayDecide } from '#server/approvals/deciders.ts'
import { seatOf } from '#engine/flow/approvals/on-behalf.ts'
import { settled, tally } from '#engine/flow/approvals/outcome.ts'
import type { WorkingTime } from '#engine/flow/business-calendar/left-of.ts'
import type { Policy, Vote } from '#engine/flow/approvals/types.ts'
import { childLists } from '#engine/flow/find-task.ts'
import { isTerminal, type Flow, type State, type Task } from '#engine/flow/flow.ts'
import { stagesOf } from '#engine/flow/stages.ts'
import { localText } from '#engine/flow/local-text.ts'
import type { Usual } from './usual.ts'
import type { DecisionView, RequestRow, StageView } from './view.ts'

/** A task run outside of all others, as far as the stages need it. */
export interface StageRun {
  taskId: string
  state: State
  position: number
  startedAt: Date | null
  endedAt: Date | null
}

export interface StageApproval {
  taskId: string
  state: string
  createdAt: Date
  dueAt: Date | null
  /** What is left until then, where it is counted on a business calendar. */
  working?: WorkingTime
  policy: Policy
  votes: Vote[]
  /** Ids of those that were made in an earlier round. */
  kept?: ReadonlySet<string>
}

export interface StageFacts {
  flow: Pick<Flow, 'stages' | 'tasks'>
  execution: State
  runs: readonly StageRun[]
  approvals: readonly StageApproval[]
  language: string
  /** Who is not there now. */
  away?: ReadonlyMap<string, Away>
  /** By stage id. */
  usual?: ReadonlyMap<string, Usual>
  /** What was answered with decisions. */
  answers?: Answers
}

/** The stages of a request, done, now and next, with who has it. Pure. */
export function stageViews(facts: StageFacts): StageView[] {
  const tasks = new Map(facts.flow.tasks.map((task) => [task.id, task]))
  return stagesOf(facts.flow).map((stage) => {
    const own = stage.tasks.flatMap((id) => tasks.get(id) ?? []).filter((task) => !task.disabled)
    const within = new Set(own.flatMap((task) => [...idsIn(task)]))
    const runs = newestRuns(
      facts.runs,
      own.map((task) => task.id),
    )
    const approvals = facts.approvals.filter((approval) => within.has(approval.taskId))
    const state = stateOf(facts.execution, { runs, approvals, tasks: own.length, onlyAsks: onlyAsks(own) })
    const ended = state === 'done' || state === 'failed' || state === 'rejected'
    return {
      id: stage.id,
      title: localText(stage.title, facts.language) ?? stage.id,
      state,
      startedAt: edge(
        runs.map((run) => run.startedAt),
        Math.min,
      ),
      endedAt: ended
        ? edge(
            runs.map((run) => run.endedAt),
            Math.max,
          )
        : undefined,
      waitingFor: isTerminal(facts.execution) ? undefined : waitingFor(approvals, facts.away),
      decisions: approvals.flatMap(({ votes, kept }) =>
        votes.map((vote) => decisionOf(vote, kept, facts.answers)),
      ),
      ...facts.usual?.get(stage.id),
    }
  })
}

/** What a row of a list shows of the stages: the one that is now, and who has it. */
export function nowOf(stages: readonly StageView[]): Pick<RequestRow, 'stage' | 'waitingFor'> {
  const index = stages.findIndex(({ state }) => state === 'now' || state === 'failed')
  const waiting = stages.flatMap((stage) => stage.waitingFor ?? [])
  const people = new Map(waiting.flatMap((one) => one.people).map((person) => [person.id, person]))
  const stage = stages[index]
  return {
    stage: stage && { title: stage.title, index, of: stages.length },
    waitingFor: { people: [...people.values()], groups: [...new Set(waiting.flatMap((one) => one.groups))] },
  }
}

function* idsIn(task: Task): Generator<string> {
  yield task.id
  for (const list of childLists(task)) for (const child of list) yield* idsIn(child)
}

function newestRuns(runs: readonly StageRun[], taskIds: readonly string[]): StageRun[] {
  const newest = new Map<string, StageRun>()
  for (const run of runs) {
    const before = newest.get(run.taskId)
    if (taskIds.includes(run.taskId) && (!before || before.position < run.position))
      newest.set(run.taskId, run)
  }
  return [...newest.values()]
}

interface Inside {
  runs: readonly StageRun[]
  approvals: readonly StageApproval[]
  tasks: number
  /** All its tasks are flow control around approvals: where none was opened, nothing was asked. */
  onlyAsks: boolean
}

function stateOf(execution: State, { runs, approvals, tasks, onlyAsks: asks }: Inside): StageView['state'] {
  if (approvals.some((approval) => approval.state === 'DENIED')) return 'rejected'
  const over = isTerminal(execution)
  if (runs.length === 0) return over || tasks === 0 ? 'skipped' : 'next'
  if (execution === 'FAILED' && runs.some((run) => run.state === 'FAILED')) return 'failed'
  const all = runs.length === tasks && runs.every((run) => isTerminal(run.state))
  if (all && runs.every((run) => run.state === 'SKIPPED')) return 'skipped'
  if (all && asks && approvals.length === 0 && runs.every((run) => run.state === 'SUCCESS')) return 'skipped'
  if (all && !runs.some((run) => run.state === 'KILLED' || run.state === 'CANCELLED')) return 'done'
  if (!over) return 'now'
  return execution === 'SUCCESS' || execution === 'WARNING' ? 'done' : 'skipped'
}

function waitingFor(
  approvals: readonly StageApproval[],
  away: ReadonlyMap<string, Away> = new Map(),
): StageView['waitingFor'] {
  const open = approvals.filter((approval) => approval.state === 'OPEN')
  const [first] = open
  if (!first) return undefined
  const people = new Map<string, { id: string; name: string }>()
  const groups = new Set<string>()
  for (const { policy, votes } of open) {
    const turns = tally(policy, settled(votes)).groups
    const active = policy.groups.filter((_, index) => turns[index]?.active === true)
    const asked = new Set(mayDecide(policy, active))
    for (const vote of votes) asked.delete(seatOf(vote))
    for (const group of active) {
      if (group.slug !== undefined) groups.add(group.title)
      for (const person of group.people) if (asked.has(person.id)) people.set(person.id, person)
    }
  }
  const [next] = open
    .flatMap(({ dueAt, working }) => (dueAt ? [{ dueAt, working }] : []))
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
  return {
    people: withAway(
      [...people.values()].map(({ id, name }) => ({ id, name })),
      away,
    ),
    groups: [...groups],
    since: first.createdAt.toISOString(),
    dueAt: next?.dueAt.toISOString(),
    working: next?.working,
  }
}

export function decisionOf(
  { decisionId, personId, personName, onBehalfOf, vote, comment, at }: Vote,
  kept?: ReadonlySet<string>,
  answers?: Answers,
): DecisionView {
  return {
    by: { id: personId, name: personName },
    ...(onBehalfOf ? { onBehalfOf } : {}),
    vote,
    comment,
    at: new Date(at).toISOString(),
    ...(kept?.has(decisionId) ? { kept: true as const } : {}),
    ...(answers?.has(decisionId) ? { answers: answers.get(decisionId) } : {}),
  }
}

function edge(dates: readonly (Date | null)[], pick: (...values: number[]) => number): string | undefined {
  const times = dates.flatMap((date) => date?.getTime() ?? [])
  return times.length === 0 ? undefined : new Date(pick(...times)).toISOString()
}
