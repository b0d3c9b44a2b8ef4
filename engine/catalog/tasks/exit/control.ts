import type { Control } from '#engine/flow/advance/control.ts'
import { textOf } from '#engine/flow/advance/read-property.ts'

const states = ['SUCCESS', 'WARNING', 'KILLED', 'FAILED', 'CANCELLED'] as const

export default {
  attempts: true,
  renders: true,
  start({ properties }) {
    const text = textOf(properties.state).trim().toUpperCase()
    // Kestra spells this one state of the task in another way than everywhere else
    const name = text === 'CANCELED' ? 'CANCELLED' : text
    const state = states.find((known) => known === name)
    if (!state) throw new TypeError(`\`state\` must be one of ${states.join(', ')}, but is ${text}`)
    return { kind: 'exit', state }
  },
} satisfies Control
