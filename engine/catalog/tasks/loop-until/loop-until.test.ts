import { describe, expect, it } from 'vitest'
import type { JsonObject } from '#engine/flow/flow.ts'
import { problemsOf } from '#engine/catalog/test-problems.ts'
import control from './control.ts'

const pace = (properties: JsonObject) => control.start({ at: 0, properties }).pace

describe('loop-until', () => {
  it('tries once a minute for ever', () => {
    expect(pace({})).toEqual({ intervalMs: 60_000, failOnMaxReached: false })
  })

  it('keeps to its frequency', () => {
    const checkFrequency = { interval: 'PT0.2S', maxIterations: '5', maxDuration: 'PT5S' }
    expect(pace({ checkFrequency, failOnMaxReached: 'true' })).toEqual({
      intervalMs: 200,
      maxIterations: 5,
      maxDurationMs: 5_000,
      failOnMaxReached: true,
    })
  })

  it('refuses what is no number and no duration', () => {
    expect(() => pace({ checkFrequency: { maxIterations: 0 } })).toThrow(TypeError)
    expect(() => pace({ checkFrequency: { interval: 'soon' } })).toThrow(RangeError)
    expect(
      problemsOf(
        '{id: t, type: loop-until, condition: x, checkFrequency: {interval: soon}, tasks: [{id: u, type: return}]}',
      ),
    ).toEqual([expect.stringMatching(/^tasks\[0\].checkFrequency.interval: .*ISO 8601/)])
  })
})
