import type { Control } from '#engine/flow/advance/control.ts'
import { partsBranch } from '#engine/flow/parts.ts'

export default {
  attempts: false,
  renders: false,
  start: () => ({ kind: 'children', branch: partsBranch, concurrent: 1 }),
} satisfies Control
