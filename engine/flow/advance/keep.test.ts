import { describe, expect, it } from 'vitest'
import { playAgain } from './golden-again.ts'
import { goldenCase } from './golden-case.ts'
import type { Again } from './keep.ts'

const runIdOf = (taskId: string) => `exec~${taskId}`

/** Plays, plans, and plays again; a task run is written `id STATE n`. */
function again(flow: string, wish: Again, answers: object = {}) {
  const file = goldenCase.parse({ about: '', flow, answers, expect: { state: '', runs: [] } })
  const { plan, second, runs, told } = playAgain(file, wish)
  if (!('kept' in plan)) return { plan }
  return {
    plan,
    kept: plan.kept.map(({ taskId, state, as }) => `${taskId} ${state} ${as}`),
    dropped: plan.dropped.map((id) => id.replace('exec~', '')),
    state: second?.state.status,
    told: [...new Set(told.map(({ taskId }) => taskId))],
    runs: runs.map(({ taskId, state, attempts }) =>
      attempts ? `${taskId} ${state} ${attempts.length}` : `${taskId} ${state}`,
    ),
  }
}

const head = 'id: x\nnamespace: test\n'
const failsOnce = { c: [{ state: 'FAILED' }, { state: 'SUCCESS' }] }

describe('restart', () => {
  it('goes on with what failed, under its id, with one attempt more', () => {
    const flow = `${head}tasks:
  - { id: a, type: test.quick }
  - id: group
    type: sequential
    tasks: [{ id: b, type: test.quick }, { id: c, type: test.work }]
  - { id: d, type: test.quick }
errors: [{ id: sorry, type: test.quick }]
finally: [{ id: close, type: test.quick }]`
    expect(again(flow, { kind: 'restart' }, failsOnce)).toMatchObject({
      kept: ['a SUCCESS done', 'group RUNNING open', 'b SUCCESS done', 'c RESTARTED again'],
      dropped: ['sorry', 'close'],
      state: 'SUCCESS',
      told: ['group', 'c', 'd', 'close'],
      runs: ['a SUCCESS 1', 'group SUCCESS', 'b SUCCESS 1', 'c SUCCESS 2', 'd SUCCESS 1', 'close SUCCESS 1'],
    })
  })

  it('begins a working directory whole, and plays none of its tasks alone', () => {
    const flow = `${head}tasks:
  - { id: a, type: test.quick }
  - id: folder
    type: working-directory
    tasks: [{ id: b, type: test.quick }, { id: c, type: test.work }]
    errors: [{ id: sorry, type: test.quick }]
  - { id: d, type: test.quick }`
    const restarted = again(flow, { kind: 'restart' }, failsOnce)
    expect(restarted).toMatchObject({
      kept: ['a SUCCESS done', 'folder RESTARTED again'],
      dropped: ['b', 'c', 'sorry'],
    })
    const whole = { kept: restarted.kept, dropped: ['b', 'c', 'sorry'] }
    expect(again(flow, { kind: 'from', taskRunId: runIdOf('c') }, failsOnce)).toMatchObject(whole)
    const mark = { kind: 'mark', taskRunId: runIdOf('c'), state: 'SUCCESS' } as const
    expect(again(flow, mark, failsOnce)).toEqual({ plan: { problem: 'inner' } })
    expect(again(flow, { ...mark, taskRunId: runIdOf('folder') }, failsOnce)).toMatchObject({
      kept: [
        'a SUCCESS done',
        'folder SUCCESS done',
        'b SUCCESS done',
        'c FAILED done',
        'sorry SUCCESS done',
      ],
      state: 'SUCCESS',
    })
  })

  it('does not pause again, nor ask for a decision, where only a child failed', () => {
    const flow = `${head}tasks:
  - id: wait
    type: pause
    onResume: [{ id: n, type: INT }]
    tasks: [{ id: c, type: test.work }]
  - { id: d, type: test.quick, text: "{{ outputs.wait.onResume.n }}" }`
    const { state, kept, runs } = again(flow, { kind: 'restart' }, failsOnce)
    expect([state, kept, runs]).toEqual([
      'SUCCESS',
      ['wait RUNNING open', 'c RESTARTED again'],
      ['wait SUCCESS', 'c SUCCESS 2', 'd SUCCESS 1'],
    ])
  })

  it('pauses again where the pause itself failed', () => {
    const flow = `${head}tasks: [{ id: wait, type: pause, pauseDuration: PT1S, behavior: FAIL }]`
    const { kept, runs } = again(flow, { kind: 'restart' })
    expect([kept, runs]).toEqual([['wait RUNNING again'], ['wait FAILED']])
  })

  it('has nothing to do where nothing failed', () => {
    const { plan } = again(`${head}tasks: [{ id: a, type: test.quick }]`, { kind: 'restart' })
    expect(plan).toEqual({ problem: 'nothing' })
  })
})

const nested = `${head}tasks:
  - id: 1_par
    type: parallel
    tasks:
      - { id: 1-1, type: test.quick }
      - { id: 1-2, type: test.quick }
      - id: 1-3_par
        type: parallel
        tasks:
          - { id: 1-3-1, type: test.quick }
          - id: 1-3-2_seq
            type: sequential
            tasks: [{ id: 1-3-2-1, type: test.quick }, { id: 1-3-2-2, type: test.quick }]
          - { id: 1-3-3, type: test.quick }
      - { id: 1-4, type: test.quick }
  - { id: 2_end, type: test.quick }`

describe('replay', () => {
  it('keeps what ran beside the chosen task run, and plays again what follows it', () => {
    const { kept, dropped, state, told } = again(nested, { kind: 'from', taskRunId: runIdOf('1-3-2_seq') })
    expect(kept).toHaveLength(8)
    expect(kept).toContain('1-3-2_seq RUNNING again')
    expect(dropped?.sort()).toEqual(['1-3-2-1', '1-3-2-2', '2_end'])
    expect(state).toBe('SUCCESS')
    expect(told?.sort()).toEqual(['1-3-2-1', '1-3-2-2', '1-3-2_seq', '1-3_par', '1_par', '2_end'])
  })

  it('begins with a step of a sequence and keeps the steps before', () => {
    const { kept, dropped } = again(nested, { kind: 'from', taskRunId: runIdOf('1-3-2-2') })
    expect(kept).toContain('1-3-2-1 SUCCESS done')
    expect(dropped).toEqual(['2_end'])
  })

  it.each(['each-sequential', 'for-each'])(
    'keeps in %s what earlier children came to in later iterations',
    (type) => {
      const values = type === 'for-each' ? 'values' : 'value'
      const flow = `${head}tasks:
  - id: outer
    type: ${type}
    ${values}: [s1, s2]
    tasks:
      - { id: before, type: test.quick }
      - id: inner
        type: ${type}
        ${values}: [a, b]
        tasks: [{ id: first, type: test.quick }, { id: second, type: test.quick }]
      - { id: after, type: test.quick }
  - { id: end, type: test.quick }`
      const { kept, state, runs } = again(flow, { kind: 'from', taskRunId: runIdOf('first~0~0') })
      expect(kept).toEqual([
        'outer RUNNING open',
        'before SUCCESS done',
        'inner RUNNING open',
        'first RESTARTED again',
        'before SUCCESS done',
      ])
      expect(state).toBe('SUCCESS')
      expect(runs).toHaveLength(16)
    },
  )

  it('knows only task runs of the execution', () => {
    expect(again(nested, { kind: 'from', taskRunId: 'exec~none' }).plan).toEqual({ problem: 'unknown' })
  })
})

describe('a changed state', () => {
  const flow = `${head}tasks:
  - id: group
    type: sequential
    tasks: [{ id: c, type: test.work }, { id: d, type: test.quick }]
  - { id: e, type: test.quick }`

  it('of a failed one lets the flow go on after it', () => {
    expect(again(flow, { kind: 'mark', taskRunId: runIdOf('c'), state: 'SUCCESS' }, failsOnce)).toMatchObject(
      {
        kept: ['group RUNNING open', 'c SUCCESS done'],
        state: 'SUCCESS',
        told: ['group', 'd', 'e'],
      },
    )
  })

  it('to FAILED fails what is around it, and drops nothing', () => {
    const answers = { c: [{ state: 'SUCCESS' }] }
    expect(again(flow, { kind: 'mark', taskRunId: runIdOf('c'), state: 'FAILED' }, answers)).toMatchObject({
      dropped: [],
      state: 'FAILED',
      told: ['group'],
    })
  })
})
