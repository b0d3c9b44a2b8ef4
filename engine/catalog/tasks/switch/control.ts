import type { Control } from '#engine/flow/advance/control.ts'
import { textOf } from '#engine/flow/advance/read-property.ts'

export default {
  attempts: false,
  renders: ['value'],
  start({ properties, branches = [] }) {
    const value = textOf(properties.value)
    const own = `cases.${value}`
    const matched = branches.includes(own)
    if (!matched && !branches.includes('defaults')) {
      return {
        kind: 'end',
        state: 'FAILED',
        message: `No case matches \`${value}\`, and there are no defaults`,
      }
    }
    return {
      kind: 'children',
      branch: matched ? own : 'defaults',
      concurrent: 1,
      outputs: { value, defaults: !matched },
    }
  },
} satisfies Control
