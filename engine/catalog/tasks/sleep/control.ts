import type { Control } from '#engine/flow/advance/control.ts'
import { textOf, waitMsOf } from '#engine/flow/advance/read-property.ts'

export default {
  attempts: true,
  renders: true,
  start: ({ properties, at }) => ({
    kind: 'wait',
    until: at + waitMsOf('duration', properties.duration),
    line: `Waiting for ${textOf(properties.duration).trim()}`,
  }),
} satisfies Control
