import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { can } from '#server/people/can.ts'
import { cursorOf, instantOf, readCursor } from '#server/requests/cursor.ts'
import { findRequest } from '#server/requests/find-request.ts'
import { subjectOf } from '#server/requests/relations.ts'
import { commentInclude, commentViews } from './rows.ts'
import type { CommentPage } from './view.ts'

/**
 * What was written about a request, the newest first.
 * @throws AppError `not-found`, also for a request that the actor may not see; `invalid` for a foreign cursor
 */
export async function listComments(
  actor: Actor,
  requestId: string,
  { after, size = 50 }: { after?: string; size?: number } = {},
): Promise<CommentPage> {
  const request = await findRequest(actor, requestId)
  const cursor = readCursor(after, 2)
  const createdAt = cursor && instantOf(cursor[0])
  const older = createdAt
    ? { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { gt: cursor[1] } }] }
    : {}
  const [subject, found, total] = await Promise.all([
    subjectOf(request),
    db.comment.findMany({
      where: { requestId, ...older },
      include: commentInclude,
      orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      take: size + 1,
    }),
    db.comment.count({ where: { requestId } }),
  ])
  const rows = found.slice(0, size)
  const last = rows.at(-1)
  return {
    results: await commentViews(actor, rows),
    total,
    may: {
      comment: can(actor, 'request:comment', subject),
      // who works here is not told to people without an account
      share: !actor.guest && can(actor, 'request:share', subject),
      mention: !actor.guest,
    },
    after: found.length > size && last ? cursorOf([last.createdAt.toISOString(), last.id]) : undefined,
  }
}
