import type { Control } from '#engine/flow/advance/control.ts'

/** Its properties are rendered by the activity that starts the execution. */
export default {
  attempts: true,
  renders: false,
  start({ properties }) {
    const waits = properties.wait !== false
    return {
      kind: 'call',
      plan: { many: false, waits, transmits: waits && properties.transmitFailed !== false },
    }
  },
} satisfies Control
