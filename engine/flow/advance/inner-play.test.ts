import { describe, expect, it } from 'vitest'
import { parseFlow } from '../parse/parse-flow.ts'
import type { JsonObject } from '../flow.ts'
import { renderValue } from '../expressions/render.ts'
import { testVocabulary } from './golden-run.ts'
import type { TaskEnd } from './events.ts'
import { playInner, type InnerAttempt } from './inner-play.ts'
import type { InnerRun } from './inner-state.ts'

type Answer = Omit<TaskEnd, 'startedAt'>

/** Plays the tasks of a working directory on a clock of its own; `answers` by task id, one for each attempt. */
async function play(tasks: string, answers: Record<string, Answer[]> = {}, context: JsonObject = {}) {
  const source = `id: x\nnamespace: y\ntasks:\n  - id: wd\n    type: working-directory\n    tasks:\n${tasks.replace(/^/gm, '      ')}`
  const { flow, problems } = parseFlow(source, testVocabulary)
  if (!flow) throw new Error(JSON.stringify(problems))
  let now = 0
  const calls: InnerAttempt[] = []
  const told: InnerRun[] = []
  const runs = (flow.tasks[0]?.branches.tasks ?? []).map(({ id }) => ({
    taskId: id,
    taskRunId: `exec~${id}`,
    attempts: [],
  }))
  const end = await playInner(
    flow,
    { context, values: [], runs },
    {
      now: () => now,
      tell: (run) => told.push(run),
      wait: async (until) => void (now = until),
      render: async (item, variables) => {
        try {
          return { value: renderValue(item, { variables, now, random: () => 0.5 }) }
        } catch (error) {
          return { error: String(error) }
        }
      },
      run: async (call) => {
        calls.push(call)
        const list = answers[call.task.id] ?? []
        const answer = list[Math.min(call.attempt, list.length) - 1] ?? { state: 'SUCCESS' }
        return { ...answer, startedAt: now }
      },
    },
  )
  const states = told.map(({ taskId, state, attempts }) => `${taskId} ${state} ${attempts.length}`)
  return { end, states, calls, told, now }
}

describe('inner task runs', () => {
  it('are played one after the other, and told of as they begin and end', async () => {
    const { end, states } = await play('- { id: a, type: test.work }\n- { id: b, type: test.quick }')
    expect(end).toEqual({ state: 'SUCCESS' })
    expect(states).toEqual(['a RUNNING 1', 'a SUCCESS 1', 'b RUNNING 1', 'b SUCCESS 1'])
  })

  it('see what those before gave, and who they are', async () => {
    const { calls } = await play(
      '- { id: a, type: test.work }\n- { id: b, type: test.work }',
      { a: [{ state: 'SUCCESS', outputs: { n: 1 }, variables: { v: 2 }, labels: { l: '3' } }] },
      { outputs: { before: { n: 0 } }, vars: { old: 1 } },
    )
    expect(calls[1]?.context).toMatchObject({
      outputs: { before: { n: 0 }, a: { n: 1 } },
      tasks: { a: { state: 'SUCCESS' } },
      vars: { old: 1, v: 2 },
      labels: { l: '3' },
      task: { id: 'b', type: 'test.work' },
      taskrun: { id: 'exec~b', attemptsCount: 0 },
    })
  })

  it('end with the first that fails and may not', async () => {
    const failed = { a: [{ state: 'FAILED' as const, message: 'no' }] }
    const { end, states } = await play('- { id: a, type: test.work }\n- { id: b, type: test.work }', failed)
    expect(end).toEqual({ state: 'FAILED', message: 'no' })
    expect(states).toEqual(['a RUNNING 1', 'a FAILED 1'])
    const allowed = await play(
      '- { id: a, type: test.work, allowFailure: true }\n- { id: b, type: test.work }',
      failed,
    )
    expect(allowed.end).toEqual({ state: 'WARNING' })
    // what is told is what happened; how it counts is the interpreter's
    expect(allowed.states).toEqual(['a RUNNING 1', 'a FAILED 1', 'b RUNNING 1', 'b SUCCESS 1'])
  })

  it('are tried again as their own retry says', async () => {
    const retry = 'retry: { type: constant, interval: PT10S, maxAttempts: 3, warningOnRetry: true }'
    const { end, states, now, calls } = await play(`- { id: a, type: test.work, ${retry} }`, {
      a: [{ state: 'FAILED' }, { state: 'FAILED' }, { state: 'SUCCESS' }],
    })
    expect([end, now]).toEqual([{ state: 'WARNING' }, 20_000])
    expect(states).toEqual([
      'a RUNNING 1',
      'a RETRYING 1',
      'a RUNNING 2',
      'a RETRYING 2',
      'a RUNNING 3',
      'a WARNING 3',
    ])
    expect(calls.map(({ context }) => (context.taskrun as JsonObject).attemptsCount)).toEqual([0, 1, 2])
  })

  it('are left out by a false `runIf`, and fail by one that cannot be read', async () => {
    const { states } = await play(
      '- { id: a, type: test.work, runIf: "{{ vars.no }}" }\n- { id: b, type: test.work }',
      {},
      { vars: { no: false } },
    )
    expect(states).toEqual(['a SKIPPED 0', 'b RUNNING 1', 'b SUCCESS 1'])
    const broken = await play('- { id: a, type: test.work, runIf: "{{ nobody }}" }')
    expect(broken.end).toMatchObject({
      state: 'FAILED',
      message: expect.stringMatching(/^runIf cannot/) as string,
    })
  })

  it('have the time that they say', async () => {
    const { calls } = await play(
      '- { id: a, type: test.work, timeout: PT5S }\n- { id: b, type: test.work, timeout: "PT{{ vars.s }}S" }',
      {},
      { vars: { s: 7 } },
    )
    expect(calls.map(({ timeoutMs }) => timeoutMs)).toEqual([5000, 7000])
    const { end } = await play(
      '- { id: a, type: test.work, timeout: "{{ vars.s }}" }',
      {},
      { vars: { s: 'x' } },
    )
    expect(end).toMatchObject({ state: 'FAILED', message: 'timeout is no ISO 8601 duration: x' })
  })

  it('may not change variables that are not theirs to change', async () => {
    const set = { a: [{ state: 'SUCCESS' as const, variables: { v: 1 }, keepVariables: true }] }
    const { end } = await play('- { id: a, type: test.work }', set, { vars: { v: 0 } })
    expect(end).toMatchObject({ state: 'FAILED', message: expect.stringContaining('`v`') as string })
  })
})
