import type { Control } from '#engine/flow/advance/control.ts'
import { wholeNumberOf } from '#engine/flow/advance/read-property.ts'

export default {
  attempts: false,
  renders: true,
  start({ properties }) {
    const concurrent = wholeNumberOf('concurrent', properties.concurrent ?? 0, 0)
    return { kind: 'children', branch: 'tasks', concurrent }
  },
  // what ran beside a task is not played again with it
  follows: () => false,
} satisfies Control
