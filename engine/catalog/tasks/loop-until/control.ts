import type { Control } from '#engine/flow/advance/control.ts'
import { conditionOf, waitMsOf, wholeNumberOf } from '#engine/flow/advance/read-property.ts'

export default {
  attempts: false,
  loops: 'until',
  renders: ['failOnMaxReached', 'checkFrequency'],
  after: { condition: 'condition' },
  start({ properties }) {
    const { checkFrequency = {}, failOnMaxReached = false } = properties
    if (typeof checkFrequency !== 'object' || checkFrequency === null || Array.isArray(checkFrequency))
      throw new TypeError('`checkFrequency` must be a map')
    const { maxIterations, maxDuration, interval = 'PT1M' } = checkFrequency
    return {
      kind: 'repeat',
      branch: 'tasks',
      pace: {
        intervalMs: waitMsOf('interval', interval),
        ...(maxIterations === undefined
          ? {}
          : { maxIterations: wholeNumberOf('maxIterations', maxIterations, 1) }),
        ...(maxDuration === undefined ? {} : { maxDurationMs: waitMsOf('maxDuration', maxDuration) }),
        failOnMaxReached: conditionOf(failOnMaxReached),
      },
    }
  },
} satisfies Control
