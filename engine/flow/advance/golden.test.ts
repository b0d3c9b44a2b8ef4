import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { isTerminal } from '../flow.ts'
import { goldenCase, type GoldenCase } from './golden-case.ts'
import { playGolden, programOf } from './golden-run.ts'
import type { Play } from './play.ts'
import { entryOf } from './remember.ts'
import { interrupted, rebuild, type Recorded } from './rebuild.ts'
import type { Fact, RunState, TaskRunFact } from './types.ts'

const folder = new URL('../testdata/runs/', import.meta.url)
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ name, file: goldenCase.parse(parse(readFileSync(new URL(name, folder), 'utf8'))) }))

function runsOf(facts: readonly Fact[]): TaskRunFact[] {
  const newest = new Map<string, TaskRunFact>()
  for (const fact of facts) if (fact.kind === 'task-run') newest.set(fact.run.id, fact.run)
  return [...newest.values()].sort((a, b) => a.position - b.position)
}

function written({ taskId, state, attempts }: TaskRunFact): string {
  return attempts ? `${taskId} ${state} ${attempts.length}` : `${taskId} ${state}`
}

/** What a host that stores everything as JSON gives back. */
function stored(state: RunState): Recorded {
  const { nodes, ...root } = state
  const text = JSON.stringify({ root, nodes: Object.values(nodes) })
  const recorded: Recorded = JSON.parse(text)
  return recorded
}

/** Everything that a golden file may expect, as the run shows it. */
function shown(file: GoldenCase, { play, host, told }: ReturnType<typeof playGolden>): GoldenCase['expect'] {
  const { facts, state } = play
  const executions = facts.filter((fact) => fact.kind === 'execution')
  const last = executions.at(-1)
  const runs = runsOf(facts)
  const { expect: wanted } = file
  const historyOf = (id: string) =>
    facts.flatMap((fact) => (fact.kind === 'task-run' && fact.run.taskId === id ? [fact.run.state] : []))
  const deduplicated = (list: string[]) => list.filter((item, index) => item !== list[index - 1])
  const byTask = <T>(of: Record<string, unknown> | undefined, read: (id: string) => T) =>
    of && Object.fromEntries(Object.keys(of).map((id) => [id, read(id)]))
  expect(told).toEqual(file.events.flatMap((event) => event.decide?.told ?? []))
  return {
    state: state.status,
    runs: runs.map(written),
    states: wanted.states && deduplicated(executions.map((fact) => fact.state)),
    outputs: wanted.outputs && last?.outputs,
    error: wanted.error === undefined ? undefined : last?.error,
    histories: byTask(wanted.histories, (id) => deduplicated(historyOf(id))),
    taskOutputs: byTask(wanted.taskOutputs, (id) => entryOf(state.context, 'outputs', id)[id] ?? null),
    messages: byTask(wanted.messages, (id) => host.messages[id] ?? 'not run'),
    tookMs: wanted.tookMs === undefined ? undefined : play.now,
    closed: byTask(wanted.closed, (id) => closedOf(facts, id)),
    votes: wanted.votes && facts.flatMap((fact) => (fact.kind === 'vote' ? [fact.decision.personName] : [])),
  }
}

function closedOf(facts: readonly Fact[], taskId: string): string {
  return facts
    .flatMap((fact) =>
      fact.kind === 'approval-closed' && fact.taskRunId === `exec~${taskId}` ? [fact.state] : [],
    )
    .join(' ')
}

/** What is true of every run. */
function judge(play: Play): void {
  const { facts, state } = play
  expect(isTerminal(state.status)).toBe(true)
  expect(state.nodes).toEqual({})
  for (const run of runsOf(facts)) {
    expect(isTerminal(run.state), `${run.taskId} ended as ${run.state}`).toBe(true)
    expect(run.endedAt).toBeDefined()
  }
  expect(new Set(runsOf(facts).map((run) => run.position)).size).toBe(runsOf(facts).length)
}

describe('golden runs', () => {
  it.each(files)('$name', ({ file }) => {
    const played = playGolden(file, () => undefined)
    judge(played.play)
    expect(shown(file, played)).toEqual(file.expect)
  })

  it.each(files)('$name goes on from what was stored after every event', ({ file }) => {
    const program = programOf(file.flow)
    const played = playGolden(file, (play) => {
      play.replace(rebuild(program, stored(play.state)))
    })
    judge(played.play)
    expect(shown(file, played)).toEqual(file.expect)
  })

  const hardy = files.filter(({ file }) => file.interruptible)
  it.each(hardy)('$name ends the same when its host is lost after any event', ({ file }) => {
    const program = programOf(file.flow)
    let events = 0
    playGolden(file, () => events++)
    for (let lostAt = 0; lostAt < events; lostAt++) {
      let now = 0
      const { play } = playGolden(file, (going) => {
        if (now++ !== lostAt || going.ended) return
        going.lose(interrupted(program, rebuild(program, stored(going.state)), going.now))
      })
      judge(play)
      expect(play.state.status).toBe(file.expect.state)
      expect(runsOf(play.facts).map(({ taskId, state }) => `${taskId} ${state}`)).toEqual(
        file.expect.runs.map((run) => run.split(' ').slice(0, 2).join(' ')),
      )
    }
  })
})
