import type { Control } from '#engine/flow/advance/control.ts'

export default {
  attempts: false,
  renders: false,
  start: () => ({ kind: 'children', branch: 'tasks', concurrent: 1, forgiving: true }),
} satisfies Control
