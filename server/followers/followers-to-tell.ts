import type { Tx } from '#server/db.ts'
import { readersAmong } from '#server/comments/people.ts'
import type { FoundRequest } from '#server/requests/find-request.ts'

/** Followers who may see the request: who follows it by their own wish hears of it no longer than they may. */
export async function followersToTell(
  tx: Tx,
  request: Pick<FoundRequest, 'id' | 'namespace' | 'flowId' | 'requesterId' | 'currentExecutionId'>,
): Promise<string[]> {
  const rows = await tx.follower.findMany({
    where: { requestId: request.id, personId: { not: request.requesterId } },
    select: { personId: true, addedById: true },
  })
  const own = rows.filter(({ addedById }) => addedById === null).map(({ personId }) => personId)
  const readers = await readersAmong(tx, request, own)
  const added = rows.filter(({ addedById }) => addedById !== null)
  return [...added.map(({ personId }) => personId), ...readers.map(({ id }) => id)]
}
