import { describe, expect, test } from 'vitest'
import type { PastRun } from './past-runs.ts'
import { expectedEnd, runsAlong, usualByStage } from './usual.ts'
import type { StageView } from './view.ts'

const hour = 3_600_000

/** A run through these stages, one after another. @param hours of each */
function run(hours: Record<string, number>): PastRun {
  let at = 0
  const stages = new Map<string, { startedAt: number; endedAt: number }>()
  for (const [id, took] of Object.entries(hours)) {
    stages.set(id, { startedAt: at, endedAt: at + took * hour })
    at += took * hour
  }
  return { stages, endedAt: at }
}

const stage = (id: string, state: StageView['state'], startedAt?: string): StageView => ({
  id,
  title: id,
  state,
  startedAt,
  decisions: [],
})
const begun = Date.parse('2026-11-27T08:00:00Z')
const open = [stage('check', 'done'), stage('decide', 'now', '2026-11-27T08:00:00Z'), stage('pay', 'next')]

test('each stage by itself, over the runs that went through it; fewer than five say nothing', () => {
  const runs = [1, 2, 3, 4, 10].map((hours) => run({ check: 1, decide: hours }))
  expect(usualByStage(runs).get('decide')).toEqual({ usualSeconds: 3 * 3600, slowSeconds: 7.6 * 3600 })
  expect(usualByStage(runs.slice(1)).size).toBe(0)
  expect(usualByStage([...runs, run({ pay: 1 })]).has('pay')).toBe(false)
})

test('only runs of the same way count', () => {
  const runs = [run({ check: 1, decide: 1 }), run({ decide: 1 }), run({ check: 1, decide: 1, chief: 9 })]
  expect(runsAlong(runs, { with: ['check'], without: ['chief'] })).toEqual([runs[0]])
})

describe('the expected end', () => {
  const runs = [2, 2, 2, 4, 6].map((hours) => run({ check: 1, decide: hours, pay: 1 }))

  test('is a range: by when half, and nine of ten, of the runs like it were over', () => {
    expect(expectedEnd(runs, open, begun)).toEqual({
      from: '2026-11-27T11:00:00.000Z',
      until: '2026-11-27T14:12:00.000Z',
    })
  })

  test('learns from how long it takes already', () => {
    const many = [...runs, ...[20, 21, 22, 23, 24].map((hours) => run({ check: 1, decide: hours, pay: 1 }))]
    const later = begun + 10 * hour
    expect(expectedEnd(many, open, later)).toMatchObject({ from: '2026-11-28T07:00:00.000Z' })
    expect(expectedEnd(runs, open, later)).toEqual({ late: true })
  })

  test('is not called late in its first minute, however quick those before it were', () => {
    const quick = [1, 1, 1, 1, 1].map(() => run({ check: 0.0001, decide: 0.0001, pay: 0.0001 }))
    expect(expectedEnd(quick, open, begun + 30_000)).toBeUndefined()
    expect(expectedEnd(quick, open, begun + 60_000)).toEqual({ late: true })
  })

  test('is not said from fewer than five, of another way, or where nothing goes on', () => {
    expect(expectedEnd(runs.slice(1), open, begun)).toBeUndefined()
    const others = [1, 1, 1, 1, 1].map(() => run({ decide: 1, pay: 1 }))
    expect(expectedEnd(others, open, begun)).toBeUndefined()
    const skipped = [stage('check', 'skipped'), ...open.slice(1)]
    expect(expectedEnd(runs, skipped, begun)).toBeUndefined()
    expect(expectedEnd(others, skipped, begun)).toBeDefined()
    expect(expectedEnd(runs, [stage('check', 'next')], begun)).toBeUndefined()
  })
})
