import type { AmendRefusal, Amendment, Change } from '#engine/flow/approvals/amendment.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { AppError, type AppErrorCode } from '#server/errors.ts'
import { can } from '#server/people/can.ts'
import { sendAmendment } from '#server/temporal.ts'
import { inLine } from './in-flight.ts'

const codes: Record<AmendRefusal, AppErrorCode> = {
  closed: 'conflict',
  'unknown-approval': 'conflict',
  changed: 'conflict',
  'already-decided': 'conflict',
  impossible: 'invalid',
  'not-allowed': 'forbidden',
  'not-a-decider': 'forbidden',
}

/** A change as one of the verbs asks for it. */
export interface Amending {
  commandId: string
  version?: number
  /** In whose place it is asked. */
  onBehalfOf?: string
  change: Change
}

/**
 * Changes an open approval for a verb that has checked the actor's right to it. The verdict is the interpreter's; answers when the change and its audit entry are stored.
 * @throws AppError `forbidden`, `conflict` or `invalid` with the reason, which is audited; `unavailable` where it is not confirmed
 */
export async function amendApproval(
  actor: Actor,
  approval: { id: string; executionId: string; namespace: string },
  { commandId, version, onBehalfOf, change }: Amending,
): Promise<{ version: number }> {
  const { id, executionId, namespace } = approval
  const amendment: Amendment = {
    commandId,
    taskRunId: id,
    by: actor.id,
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    version,
    oversees: oversees(actor, namespace),
    change,
    door: actor.door,
    address: actor.address,
  }
  const answer = await inLine(executionId, () => sendAmendment(executionId, amendment))
  if (answer.accepted) return { version: answer.version }
  await audit(db, actor, {
    action: `approval:${change.kind}`,
    subjectType: 'approval',
    subjectId: id,
    after: { commandId, code: answer.code },
    refused: true,
  })
  throw new AppError(codes[answer.code], answer.message, {
    details: [{ path: '', message: answer.message, code: answer.code }],
  })
}

/** @throws AppError `forbidden` for who neither decides nor oversees */
export function demandDecider(
  actor: Actor,
  { namespace, deciderIds }: { namespace: string; deciderIds: string[] },
): void {
  if (can(actor, 'approval:decide', { namespace, deciderIds }) || oversees(actor, namespace)) return
  throw new AppError('forbidden', 'You are not one of those who decide on this.')
}

/** Whether the actor looks after approvals of the namespace without deciding in them. */
export function oversees(actor: Actor, namespace: string): boolean {
  return can(actor, 'approval:oversee', { namespace })
}
