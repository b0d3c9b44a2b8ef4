import type { Control } from '#engine/flow/advance/control.ts'
import { followsInGraph, followsInLoop } from '#engine/flow/advance/follows.ts'
import { distinct, loopValuesOf } from '#engine/flow/advance/loop-values.ts'
import { wholeNumberOf } from '#engine/flow/advance/read-property.ts'

export default {
  attempts: false,
  loops: 'value',
  renders: ['values', 'concurrencyLimit'],
  start({ properties }) {
    const concurrent = wholeNumberOf('concurrencyLimit', properties.concurrencyLimit ?? 1, 0)
    const over = distinct(loopValuesOf('values', properties.values))
    return { kind: 'iterate', branch: 'tasks', concurrent, over }
  },
  follows: (task, earlier, later) =>
    task.properties.concurrencyLimit === 1
      ? followsInGraph(task, earlier, later)
      : followsInLoop(task, { earlier, later, oneByOne: false }),
} satisfies Control
