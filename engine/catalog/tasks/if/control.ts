import type { Control } from '#engine/flow/advance/control.ts'
import { conditionOf } from '#engine/flow/advance/read-property.ts'

export default {
  attempts: false,
  renders: true,
  start({ properties }) {
    const evaluationResult = conditionOf(properties.condition)
    return {
      kind: 'children',
      branch: evaluationResult ? 'then' : 'else',
      concurrent: 1,
      outputs: { evaluationResult },
    }
  },
} satisfies Control
