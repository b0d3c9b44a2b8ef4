import type { Fact, TaskRunFact } from './facts.ts'
import type { GoldenCase } from './golden-case.ts'
import { GoldenHost, programOf, startOf } from './golden-run.ts'
import { planAgain, type Again, type AgainPlan, type KeptRun } from './keep.ts'
import { Play } from './play.ts'
import { taskRunId } from './task-run-id.ts'

/** The last word about each task run, in the order in which they were made. */
export function lastRuns(facts: readonly Fact[]): TaskRunFact[] {
  const newest = new Map<string, TaskRunFact>()
  for (const fact of facts) if (fact.kind === 'task-run') newest.set(fact.run.id, fact.run)
  return [...newest.values()].sort((a, b) => a.position - b.position)
}

export interface PlayedAgain {
  plan: AgainPlan
  host: GoldenHost
  /** Undefined where there was nothing to play. */
  second?: Play
  /** What the second attempt told of. */
  told: TaskRunFact[]
  /** All task runs that there are after it. */
  runs: TaskRunFact[]
}

/** Plays an execution to its end, and what a person wants of it then. A failure is scripted by attempt. */
export function playAgain(file: GoldenCase, wish: Again): PlayedAgain {
  const program = programOf(file.flow)
  const first = playToEnd(file, new GoldenHost(file))
  const recorded = lastRuns(first.facts)
  const plan = planAgain(program, recorded, wish)
  const host = new GoldenHost(file)
  if (!('kept' in plan)) return { plan, host, told: [], runs: recorded }
  const second = playToEnd(file, host, plan.kept)
  const gone = new Set(plan.dropped)
  const told = lastRuns(second.facts)
  const runs = new Map([...recorded.filter(({ id }) => !gone.has(id)), ...told].map((run) => [run.id, run]))
  return { plan, host, second, told, runs: [...runs.values()].sort((a, b) => a.position - b.position) }
}

/** What a golden file says that a person does. */
export function wishOf({ from, mark }: GoldenCase['again'][number]): Again {
  const idOf = ({ task: taskId, iterations }: { task: string; iterations: number[] }) =>
    taskRunId({ executionId: 'exec', taskId, iterations, round: 1 })
  if (from) return { kind: 'from', taskRunId: idOf(from) }
  return mark ? { kind: 'mark', taskRunId: idOf(mark), state: mark.state } : { kind: 'restart' }
}

/** Whatever it is paused for is resumed. */
function playToEnd(file: GoldenCase, host: GoldenHost, kept?: readonly KeptRun[]): Play {
  const start = { ...startOf(file), kept, generation: kept ? 2 : 1 }
  const play = new Play(programOf(file.flow), start, host)
  while (!play.ended) {
    if (play.next()) continue
    const before = play.state
    const resume = { commandId: `r${play.facts.length}`, by: 'Ana', inputs: { n: 1 } }
    play.apply({ kind: 'resume', resume })
    if (play.state === before) break
  }
  return play
}
