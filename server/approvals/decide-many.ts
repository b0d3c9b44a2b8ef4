import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { lentTo } from '#server/delegations/in-force.ts'
import { AppError } from '#server/errors.ts'
import { policyOf } from './compiled.ts'
import { decideApproval, type DecideCall, type Decided } from './decide-approval.ts'

/** One of those that are decided together, as it was shown. */
export interface OneOfMany extends Pick<DecideCall, 'decisionId' | 'version' | 'seenHash' | 'onBehalfOf'> {
  id: string
}

export interface ManyCall extends Pick<DecideCall, 'vote' | 'comment' | 'holdSeconds'> {
  approvals: OneOfMany[]
}

/** What became of one; `code` and `message` as a decision on it alone is refused. */
export type OneDecided =
  | ({ id: string; decisionId: string } & Decided)
  | { id: string; decisionId: string; accepted: false; code: string; message: string }

/** How many are on their way at once. */
const sideBySide = 4

/**
 * Decides on many of one kind alike. Each is judged and stored by itself: one that is refused keeps none of the others from counting.
 * @throws AppError `invalid` where they are not decisions of one task of one flow, or each has a form to fill in
 */
export async function decideMany(
  actor: Actor,
  { approvals, ...call }: ManyCall,
): Promise<{ results: OneDecided[] }> {
  await demandOneKind(actor, approvals)
  const results: OneDecided[] = []
  const waiting = [...approvals.entries()]
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, one] = next
      results[at] = await decideOne(actor, one, call)
    }
  }
  await Promise.all(Array.from({ length: sideBySide }, work))
  return { results }
}

async function decideOne(
  actor: Actor,
  { id, ...shown }: OneOfMany,
  call: Omit<ManyCall, 'approvals'>,
): Promise<OneDecided> {
  const { decisionId } = shown
  try {
    return { id, decisionId, ...(await decideApproval(actor, id, { ...call, ...shown })) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const [detail] = error.details
    return { id, decisionId, accepted: false, code: detail?.code ?? error.code, message: error.message }
  }
}

/** What one is not asked is refused with its own decision, and nothing is told of it here. */
async function demandOneKind(actor: Actor, approvals: readonly OneOfMany[]): Promise<void> {
  const lent = await lentTo(actor.id)
  const seats = [actor.id, ...lent.map(({ person }) => person.id)]
  const kinds = await db.approval.findMany({
    where: {
      id: { in: approvals.map(({ id }) => id) },
      deciders: { some: { personId: { in: seats } } },
    },
    select: { taskId: true, policy: true, execution: { select: { namespace: true, flowId: true } } },
  })
  const names = kinds.map(({ taskId, execution }) =>
    [execution.namespace, execution.flowId, taskId].join('\0'),
  )
  if (new Set(names).size > 1)
    throw new AppError('invalid', 'Only decisions of the same kind can be made together.')
  if (kinds.some(({ policy }) => policyOf(policy).form))
    throw new AppError('invalid', 'Each of these has a form of its own: decide on them one by one.')
}
