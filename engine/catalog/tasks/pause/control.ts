import type { Control } from '#engine/flow/advance/control.ts'
import { choiceOf, textOf, waitMsOf } from '#engine/flow/advance/read-property.ts'
import type { PauseBehavior } from '#engine/flow/advance/open-pause.ts'

const behaviors: readonly PauseBehavior[] = ['RESUME', 'WARN', 'FAIL', 'CANCEL']

export default {
  attempts: false,
  renders: true,
  start({ properties, at }) {
    const { pauseDuration, behavior } = properties
    const ends = textOf(pauseDuration).trim() !== ''
    return {
      kind: 'pause',
      until: ends ? at + waitMsOf('pauseDuration', pauseDuration) : undefined,
      behavior: choiceOf(textOf(behavior).trim(), behaviors, 'RESUME'),
      meanwhile: 'onPause',
      branch: 'tasks',
    }
  },
} satisfies Control
