import type { Control } from '#engine/flow/advance/control.ts'
import { distinct, loopValuesOf } from '#engine/flow/advance/loop-values.ts'
import { wholeNumberOf } from '#engine/flow/advance/read-property.ts'

export default {
  attempts: false,
  loops: 'value',
  renders: ['value', 'concurrent'],
  start({ properties }) {
    const concurrent = wholeNumberOf('concurrent', properties.concurrent ?? 0, 0)
    const over = distinct(loopValuesOf('value', properties.value))
    return { kind: 'iterate', branch: 'tasks', concurrent, over, spread: true }
  },
  // what ran beside a task is not played again with it
  follows: () => false,
} satisfies Control
