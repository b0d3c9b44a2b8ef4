import type { Control } from '#engine/flow/advance/control.ts'
import { dependsOn } from '#engine/flow/advance/follows.ts'
import { wholeNumberOf } from '#engine/flow/advance/read-property.ts'

export default {
  attempts: false,
  renders: true,
  start({ properties }) {
    const concurrent = wholeNumberOf('concurrent', properties.concurrent ?? 0, 0)
    return { kind: 'children', branch: 'tasks', concurrent, ordered: true }
  },
  follows: dependsOn,
} satisfies Control
