import type { Flow, State } from '#engine/flow/flow.ts'
import type { Away } from '#server/absences/view.ts'
import { whoIsAway } from '#server/absences/who-is-away.ts'
import { policyOf, votesOf, withNames } from '#server/approvals/compiled.ts'
import { workingTimes } from '#server/approvals/working-times.ts'
import { db } from '#server/db.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import type { StageApproval, StageRun } from './stages.ts'

interface RoundApproval extends StageApproval {
  round: number
  title: string
}

/** What the stages of one execution are made from. */
export interface LoadedStages {
  flow: Flow
  execution: State
  round: number
  runs: StageRun[]
  approvals: RoundApproval[]
  /** Those of earlier rounds that do not count any more. */
  before: RoundApproval[]
  /** Of those who have something to decide. */
  away: ReadonlyMap<string, Away>
}

/** By execution id: four queries, however many executions; flows come from the cache. */
export async function loadStages(executionIds: string[]): Promise<Map<string, LoadedStages>> {
  if (executionIds.length === 0) return new Map()
  const executions = await db.execution.findMany({
    where: { id: { in: executionIds } },
    select: { id: true, namespace: true, flowId: true, flowRevision: true, state: true, round: true },
  })
  // after them: whoever sees an end must see the task runs that were stored with it
  const [runs, approvals] = await Promise.all([
    db.taskRun.findMany({
      where: { executionId: { in: executionIds }, parentId: null },
      select: {
        executionId: true,
        taskId: true,
        state: true,
        round: true,
        lastRound: true,
        position: true,
        startedAt: true,
        endedAt: true,
      },
    }),
    approvalsOf(executionIds),
  ])
  const away = await whoIsAway(
    approvals
      .filter(({ state }) => state === 'OPEN')
      .flatMap(({ policy }) => policyOf(policy).groups.flatMap((group) => group.people.map(({ id }) => id))),
  )
  const working = await workingTimes(approvals)
  const runsById = byExecution(runs)
  const approvalsById = byExecution(approvals)
  const loaded = await Promise.all(
    executions.map(async (execution): Promise<[string, LoadedStages]> => [
      execution.id,
      {
        flow: await loadFlow(execution.namespace, execution.flowId, execution.flowRevision),
        execution: execution.state as State,
        round: execution.round,
        runs: (runsById.get(execution.id) ?? [])
          .filter((run) => countsIn(execution.round, run))
          .map((run) => ({ ...run, state: run.state as State })),
        away,
        ...partedApprovals(execution.round, approvalsById.get(execution.id) ?? [], working),
      },
    ]),
  )
  return new Map(loaded)
}

/** What is of this round, or was taken over by it as it was. */
function countsIn(now: number, { round, lastRound }: { round: number; lastRound: number | null }): boolean {
  return round === now || lastRound === now
}

type ApprovalRow = Awaited<ReturnType<typeof approvalsOf>>[number]

function partedApprovals(
  now: number,
  rows: readonly ApprovalRow[],
  working: Awaited<ReturnType<typeof workingTimes>>,
): Pick<LoadedStages, 'approvals' | 'before'> {
  const read = (row: ApprovalRow) => ({
    ...row,
    working: working.get(row.id),
    policy: policyOf(row.policy),
    votes: votesOf(row.votes, row.round),
    kept: new Set(row.votes.flatMap(({ decisionId, keptFrom }) => (keptFrom === null ? [] : decisionId))),
  })
  return {
    approvals: rows.filter((row) => countsIn(now, row)).map(read),
    before: rows.filter((row) => !countsIn(now, row)).map(read),
  }
}

function approvalsOf(executionIds: string[]) {
  return db.approval.findMany({
    where: { executionId: { in: executionIds } },
    select: {
      id: true,
      executionId: true,
      taskId: true,
      title: true,
      state: true,
      round: true,
      lastRound: true,
      createdAt: true,
      closedAt: true,
      dueAt: true,
      calendar: true,
      policy: true,
      votes: { include: withNames, orderBy: { at: 'asc' } },
    },
    orderBy: { createdAt: 'asc' },
  })
}

function byExecution<T extends { executionId: string }>(rows: readonly T[]): Map<string, T[]> {
  const lists = new Map<string, T[]>()
  for (const row of rows) {
    const list = lists.get(row.executionId)
    if (list) list.push(row)
    else lists.set(row.executionId, [row])
  }
  return lists
}
