import type { Control } from '#engine/flow/advance/control.ts'
import { followsInLoop } from '#engine/flow/advance/follows.ts'
import { itemsOf } from '#engine/flow/advance/loop-values.ts'
import { wholeNumberOf } from '#engine/flow/advance/read-property.ts'

export default {
  attempts: false,
  loops: 'item',
  renders: ['values', 'concurrencyLimit'],
  after: { condition: 'breakWhen', outputs: 'outputs' },
  start({ properties }) {
    const concurrent = wholeNumberOf('concurrencyLimit', properties.concurrencyLimit ?? 0, 0)
    const over = itemsOf('values', properties.values)
    const transmitFailed = properties.transmitFailed !== false
    return { kind: 'iterate', branch: 'tasks', concurrent, over, transmitFailed }
  },
  follows: (task, earlier, later) =>
    followsInLoop(task, { earlier, later, oneByOne: task.properties.concurrencyLimit === 1 }),
} satisfies Control
