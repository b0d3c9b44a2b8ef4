import type { Control } from '#engine/flow/advance/control.ts'
import { followsInGraph } from '#engine/flow/advance/follows.ts'
import { distinct, loopValuesOf } from '#engine/flow/advance/loop-values.ts'

export default {
  attempts: false,
  loops: 'value',
  renders: ['value'],
  start({ properties }) {
    const over = distinct(loopValuesOf('value', properties.value))
    return { kind: 'iterate', branch: 'tasks', concurrent: 1, over }
  },
  follows: followsInGraph,
} satisfies Control
