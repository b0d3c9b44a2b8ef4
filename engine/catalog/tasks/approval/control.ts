import type { Control } from '#engine/flow/advance/control.ts'
import { choiceOf } from '#engine/flow/advance/read-property.ts'
import { sendBackOf } from '#engine/flow/rounds.ts'
import type { ApprovalBehavior } from '#engine/flow/advance/open-approval.ts'

const behaviors: readonly ApprovalBehavior[] = ['CONTINUE', 'WARN', 'FAIL', 'SUCCEED', 'CANCEL', 'KILL']

/** Its texts are rendered by the activity that opens it, which also finds the deciders. */
export default {
  attempts: false,
  renders: false,
  compares: 'values',
  start({ properties, branches = [] }) {
    const { to: sendBackTo } = sendBackOf(properties) ?? {}
    const denied = choiceOf(properties.denyBehavior, behaviors, 'CANCEL')
    return {
      kind: 'approve',
      plan: {
        approved: {
          behavior: choiceOf(properties.approveBehavior, behaviors, 'CONTINUE'),
          branch: 'onApprove',
        },
        denied: { behavior: denied, branch: 'onDeny' },
        expired: { behavior: choiceOf(properties.expireBehavior, behaviors, denied), branch: 'onDeny' },
        ...(sendBackTo === undefined ? {} : { sendBackTo }),
        ...(branches.includes('onWait') ? { meanwhile: 'onWait' } : {}),
      },
    }
  },
} satisfies Control
