import type { Control } from '#engine/flow/advance/control.ts'
import type { ApprovalBehavior } from '#engine/flow/advance/open-approval.ts'
import { choiceOf, textOf } from '#engine/flow/advance/read-property.ts'

const behaviors = ['RESUME', 'WARN', 'CANCEL', 'FAIL'] as const
type Behavior = (typeof behaviors)[number]

const afterExpiry: Record<Behavior, ApprovalBehavior> = {
  RESUME: 'CONTINUE',
  WARN: 'WARN',
  CANCEL: 'CANCEL',
  FAIL: 'FAIL',
}

/** Nothing of its own is played after it. */
const branch = ''

/** An approval that is resumed: who does not resume it kills the execution, which is all else that Kestra offers. */
export default {
  attempts: false,
  renders: ['behavior'],
  compares: 'values',
  start({ properties, branches = [] }) {
    const expiry = choiceOf<Behavior>(textOf(properties.behavior).trim(), behaviors, 'FAIL')
    return {
      kind: 'approve',
      plan: {
        approved: { behavior: 'CONTINUE', branch },
        denied: { behavior: 'KILL', branch },
        expired: { behavior: afterExpiry[expiry], branch },
        resumed: true,
        ...(branches.includes('onPause') ? { meanwhile: 'onPause' } : {}),
      },
    }
  },
} satisfies Control
