import type { Control } from '#engine/flow/advance/control.ts'
import { conditionOf, textOf } from '#engine/flow/advance/read-property.ts'

export default {
  attempts: true,
  renders: true,
  start({ properties }) {
    const { condition, errorMessage } = properties
    if (condition !== undefined && !conditionOf(condition)) return { kind: 'end', state: 'SUCCESS' }
    return { kind: 'end', state: 'FAILED', message: textOf(errorMessage) || 'Task failure' }
  },
} satisfies Control
