import type { PersonRef } from '#engine/flow/approvals/types.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { amendApproval, demandDecider, oversees } from './amend-approval.ts'
import { policyOf } from './compiled.ts'
import { findApproval } from './get-approval.ts'
import { holdersOf, isHolder } from './one-of.ts'

/** What a decider's client sends. */
export interface Reassigning {
  /** Made by the client; the same one again changes nothing more. */
  commandId: string
  /** Of what was shown. */
  version: number
  toId: string
  /** Whose place it is; undefined: the actor's. */
  fromId?: string
}

/**
 * Gives a decider's place to somebody else.
 * @throws AppError `not-found`, `forbidden` for another's place unless one oversees the approval, `invalid` for whom cannot take it
 */
export async function reassignApproval(
  actor: Actor,
  id: string,
  { commandId, version, toId, fromId = actor.id }: Reassigning,
): Promise<{ version: number }> {
  const approval = await findApproval(actor, id)
  demandDecider(actor, approval)
  if (fromId !== actor.id && !oversees(actor, approval.namespace))
    throw new AppError('forbidden', 'You can give away your own place only.')
  const to = await newDecider(approval, toId, 'toId')
  return amendApproval(actor, approval, {
    commandId,
    version,
    change: { kind: 'reassign', from: fromId, to },
  })
}

/**
 * Asks one person more to decide: the approval needs their agreement too.
 * @throws AppError `not-found`, `forbidden`, `invalid` for whom cannot decide
 */
export async function addDecider(
  actor: Actor,
  id: string,
  { commandId, version, personId }: { commandId: string; version: number; personId: string },
): Promise<{ version: number }> {
  const approval = await findApproval(actor, id)
  demandDecider(actor, approval)
  const to = await newDecider(approval, personId, 'personId')
  return amendApproval(actor, approval, { commandId, version, change: { kind: 'add', to } })
}

/** Somebody who can be asked: active, and within the scope that the author set. */
async function newDecider(
  { reassignScope, policy, namespace }: { reassignScope: string | null; policy: unknown; namespace: string },
  personId: string,
  path: string,
): Promise<PersonRef> {
  const within = reassignScope === null ? {} : { memberships: { some: { group: { slug: reassignScope } } } }
  const person = await db.person.findFirst({
    where: { id: personId, active: true, kind: 'person', ...within },
    select: { id: true, name: true },
  })
  const { oneOf } = policyOf(policy).rules
  const holds = !person || !oneOf || isHolder(await holdersOf(db, oneOf, namespace), person.id)
  if (person && holds) return person
  const message = person
    ? 'They hold none of the roles that this approval asks for.'
    : reassignScope === null
      ? 'There is no such person.'
      : 'This approval can only be given to some people, and they are not among them.'
  throw new AppError('invalid', message, { details: [{ path, message: 'cannot be asked' }] })
}
