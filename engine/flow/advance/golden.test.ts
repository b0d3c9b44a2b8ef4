import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { isTerminal } from '../flow.ts'
import { lastRuns, playAgain, wishOf } from './golden-again.ts'
import { goldenCase, type GoldenCase } from './golden-case.ts'
import { playGolden, programOf, startOf } from './golden-run.ts'
import type { Play } from './play.ts'
import { entryOf } from './memory.ts'
import { visibleContext } from './context.ts'
import { interrupted, rebuild, type Recorded } from './rebuild.ts'
import { recordedState } from './recorded-state.ts'
import { placeOf, taskRunId } from './task-run-id.ts'
import type { Fact, TaskRunFact } from './facts.ts'
import type { RunState } from './state.ts'

const folder = new URL('../testdata/runs/', import.meta.url)
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ name, file: goldenCase.parse(parse(readFileSync(new URL(name, folder), 'utf8'))) }))

function named({ taskId, value, state }: TaskRunFact): string {
  return value === undefined ? `${taskId} ${state}` : `${taskId}[${value}] ${state}`
}

function written(run: TaskRunFact): string {
  return run.attempts ? `${named(run)} ${run.attempts.length}` : named(run)
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
  const runs = lastRuns(facts)
  const { expect: wanted } = file
  const historyOf = (id: string) =>
    facts.flatMap((fact) => (fact.kind === 'task-run' && fact.run.taskId === id ? [fact.run.state] : []))
  const deduplicated = (list: string[]) => list.filter((item, index) => item !== list[index - 1])
  const byTask = <T>(of: Record<string, unknown> | undefined, read: (id: string) => T) =>
    of && Object.fromEntries(Object.keys(of).map((id) => [id, read(id)]))
  expect(told).toEqual(
    file.events.flatMap((event) => event.decide?.told ?? event.resume?.told ?? event.resubmit?.told ?? []),
  )
  return {
    state: state.status,
    runs: runs.map(written),
    states: wanted.states && deduplicated(executions.map((fact) => fact.state)),
    outputs: wanted.outputs && last?.outputs,
    error: wanted.error === undefined ? undefined : last?.error,
    labels: wanted.labels && state.context.labels,
    successor: successorOf(executions),
    histories: byTask(wanted.histories, (id) => deduplicated(historyOf(id))),
    taskOutputs: byTask(
      wanted.taskOutputs,
      (id) => entryOf(state, { kind: 'outputs', taskId: id })[id] ?? null,
    ),
    messages: byTask(wanted.messages, (id) => host.messages[id] ?? 'not run'),
    tookMs: wanted.tookMs === undefined ? undefined : play.now,
    log: wanted.log && facts.flatMap((fact) => (fact.kind === 'log' ? [fact.message] : [])),
    closed: byTask(wanted.closed, (id) => closedOf(facts, id)),
    reminded:
      wanted.reminded && facts.flatMap((fact) => (fact.kind === 'approval-reminded' ? [fact.at] : [])),
    escalated: wanted.escalated && facts.flatMap(escalatedTo),
    kept:
      wanted.kept &&
      facts.flatMap((fact) =>
        fact.kind === 'task-run-kept' ? [`${fact.taskRunId.replace('exec~', '')} ${fact.round}`] : [],
      ),
    votes: wanted.votes && facts.flatMap((fact) => (fact.kind === 'vote' ? [fact.decision.personName] : [])),
  }
}

function successorOf(executions: readonly Extract<Fact, { kind: 'execution' }>[]) {
  const [found] = executions.flatMap(({ successor }) => successor ?? [])
  return found && { atMs: found.at, attempt: found.origin.attempt }
}

function escalatedTo(fact: Fact): string[] {
  if (fact.kind !== 'approval-changed' || fact.why.kind !== 'escalated') return []
  const names = fact.why.people.map(({ name }) => name)
  return [`${fact.at} ${names.join(' ')}`]
}

function closedOf(facts: readonly Fact[], taskId: string): string {
  return facts
    .flatMap((fact) =>
      fact.kind === 'approval-closed' && placeOf(fact.taskRunId) === `exec~${taskId}` ? [fact.state] : [],
    )
    .join(' ')
}

/** What is true of every run. */
function judge(play: Play): void {
  const { facts, state } = play
  expect(isTerminal(state.status)).toBe(true)
  expect(state.nodes).toEqual({})
  for (const run of lastRuns(facts)) {
    expect(isTerminal(run.state), `${run.taskId} ended as ${run.state}`).toBe(true)
    expect(run.endedAt).toBeDefined()
  }
  expect(new Set(lastRuns(facts).map((run) => run.position)).size).toBe(lastRuns(facts).length)
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
      expect(lastRuns(play.facts).map(named)).toEqual(file.expect.runs.map((run) => run.replace(/ \d+$/, '')))
    }
  })

  const ended = files.flatMap(({ name, file }) =>
    file.again.map((one, index) => ({ name, index, file, one })),
  )
  it.each(ended)('$name is played again ($index)', ({ file, one }) => {
    const { plan, host, second, told, runs } = playAgain(file, wishOf(one))
    if (!('kept' in plan) || !second) throw new Error('There is nothing to play again')
    expect(second.state.nodes).toEqual({})
    const ids = new Set(told.map(({ id }) => id))
    const { messages } = one.expect
    expect({
      state: second.state.status,
      dropped: plan.dropped.map((id) => id.replace('exec~', '')).sort(),
      told: told.map(written),
      others: runs.filter(({ id }) => !ids.has(id)).map(written),
      messages: messages && Object.fromEntries(Object.keys(messages).map((id) => [id, host.messages[id]])),
    }).toEqual(one.expect)
  })

  const asked = files.flatMap(({ name, file }) => file.evaluated.map((one) => ({ name, file, one })))
  it.each(asked)('$name, evaluated when it has ended: $one.template', ({ file, one }) => {
    const program = programOf(file.flow)
    const { play, host } = playGolden(file, () => undefined)
    const { task: taskId, iterations, template, gives } = one
    const id =
      taskId === undefined ? undefined : taskRunId({ executionId: 'exec', taskId, iterations, round: 1 })
    const state = recordedState(program, startOf(file), { runs: lastRuns(play.facts), taskRunId: id })
    const context = visibleContext(program, state, id, { whole: true, names: [] })
    const given = host.render({ source: template }, context, play.now)
    expect('value' in given ? given.value : given.error).toBe(gives)
  })

  it('know every point that is easy to get wrong', () => {
    const points = files.flatMap(
      ({ file }) => /^Points? ([\d, and]+)\./.exec(file.about)?.[1]?.match(/\d+/g) ?? [],
    )
    expect([...new Set(points.map(Number))].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 16 }, (_, index) => index + 1),
    )
  })
})
