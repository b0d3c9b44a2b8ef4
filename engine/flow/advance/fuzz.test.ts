import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { controls } from '#generated/catalog/controls.ts'
import { isTerminal } from '../flow.ts'
import { Chaos } from './chaos.ts'
import { currentRuns, planAgain, type Again, type KeptRun, type RecordedRun } from './keep.ts'
import { anyFlow } from '../testdata/any-flow.ts'

/** What is true of a run with any events: it ends once, and the last word about each task run is its last. */
function judge(chaos: Chaos, before: readonly KeptRun[] = []): void {
  let steps = 0
  while (chaos.ends === 0 && steps++ < 5000) if (!chaos.step()) break
  expect(isTerminal(chaos.state.status), `${chaos.state.status} after ${steps} steps`).toBe(true)
  expect(chaos.ends).toBe(1)
  expect(chaos.state.nodes).toEqual({})
  const last = new Map<string, string>()
  const positions = new Map(before.map(({ id, position }) => [id, position]))
  for (const fact of chaos.facts) {
    if (fact.kind !== 'task-run') continue
    const { id, state, position } = fact.run
    expect(isTerminal((last.get(id) ?? 'CREATED') as typeof state), `${id} after its end`).toBe(false)
    expect(
      before.find((run) => run.id === id && run.as === 'done'),
      `${id} is kept`,
    ).toBeUndefined()
    last.set(id, state)
    positions.set(id, position)
  }
  for (const [id, state] of last) expect(isTerminal(state as 'FAILED'), `${id} ${state}`).toBe(true)
  expect(new Set(positions.values()).size).toBe(positions.size)
  const closed = chaos.facts.flatMap((fact) => (fact.kind === 'execution' ? [fact.state] : []))
  expect(closed.filter((state) => isTerminal(state)).length).toBe(1)
}

function recorded({ facts }: Chaos): RecordedRun[] {
  const runs = new Map(facts.flatMap((fact) => (fact.kind === 'task-run' ? [[fact.run.id, fact.run]] : [])))
  const lasts = facts.flatMap((fact) => (fact.kind === 'task-run-kept' ? [fact] : []))
  const all = [...runs.values()]
  return all.map((run) => ({ ...run, lastRound: lastRoundOf(run, runs, lasts) }))
}

/** As its row says, and those of all that it holds. */
function lastRoundOf(
  run: RecordedRun,
  runs: ReadonlyMap<string, RecordedRun>,
  kept: readonly { taskRunId: string; round: number }[],
): number | undefined {
  let last: number | undefined
  for (let at: RecordedRun | undefined = run; at; at = runs.get(at.parentId ?? ''))
    for (const { taskRunId, round } of kept) if (taskRunId === at.id) last = Math.max(last ?? 0, round)
  return last
}

describe('any flow with any events', () => {
  it('never throws, always ends, and loses no task run; nor when it is restarted or replayed', () => {
    fc.assert(
      fc.property(anyFlow, fc.infiniteStream(fc.nat({ max: 1 << 20 })), (made, numbers) => {
        const roll = (sides: number) => numbers.next().value % sides
        const program = { flow: made, controls }
        const chaos = new Chaos(program, roll)
        judge(chaos)
        const runs = recorded(chaos)
        expect(runs.length).toBe(chaos.state.positions)
        const { round } = chaos.state
        const current = currentRuns(runs, round)
        const chosen = current[roll(Math.max(current.length, 1))]
        const ways: Again[] = [{ kind: 'restart' }]
        if (chosen) ways.push({ kind: 'from', taskRunId: chosen.id })
        if (chosen) ways.push({ kind: 'mark', taskRunId: chosen.id, state: 'SUCCESS' })
        const plan = planAgain(program, current, ways[roll(ways.length)] ?? { kind: 'restart' })
        if ('kept' in plan) judge(new Chaos(program, roll, { kept: plan.kept, round }), plan.kept)
      }),
      { numRuns: 1000 },
    )
  })
})
