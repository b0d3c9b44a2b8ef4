import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db, Prisma, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { removeBytes } from '#server/files/delete-files.ts'
import { stored } from '#server/flows/compiled.ts'
import { countMessage } from '#server/limits/count-message.ts'
import { notify } from '#server/notices/notify.ts'
import { demand } from '#server/people/can.ts'
import { findRequest } from '#server/requests/find-request.ts'
import { subjectOf } from '#server/requests/relations.ts'
import { transaction } from '#server/transaction.ts'
import { demandReaders } from './mentions.ts'
import { commentInclude, commentViews, editMs, type CommentRow } from './rows.ts'
import { beginningOf } from './tell-comment.ts'
import type { CommentView } from './view.ts'

interface Place {
  requestId: string
  id: string
}

/**
 * Changes one's own comment, within fifteen minutes; what it said before is kept. Who is newly named is told.
 * @throws AppError `not-found`, `forbidden` for another's and for who may not write any more, `conflict` for what is deleted or too old, `invalid`, `too-many`
 */
export async function editComment(
  actor: Actor,
  place: Place,
  given: { text: string; mentions: string[] },
): Promise<CommentView> {
  const request = await findRequest(actor, place.requestId)
  demand(actor, 'request:comment', await subjectOf(request))
  await countMessage(actor, 'comment')
  await transaction(async (tx) => {
    const row = await demandOwn(tx, actor, place)
    if (row.kind !== 'comment' || row.createdAt.getTime() + editMs < Date.now())
      throw new AppError('conflict', 'A comment can be edited for fifteen minutes. Write another one.')
    if (row.text === given.text) return
    const mentioned = await demandReaders(tx, request, { text: given.text, ids: given.mentions })
    const earlier = row.earlier as CommentView['earlier']
    const at = row.editedAt ?? row.createdAt
    await tx.comment.update({
      where: { id: row.id },
      data: {
        text: given.text,
        mentions: mentioned.map(({ id }) => id),
        earlier: stored([...earlier, { text: row.text, at: at.toISOString() }]),
        editedAt: new Date(),
      },
    })
    await audit(tx, actor, {
      action: 'request:edit-comment',
      subjectType: 'request',
      subjectId: request.id,
      before: { commentId: row.id, text: row.text },
      after: { commentId: row.id, text: given.text },
    })
    await announce(tx, [`request:${request.id}`])
    const { number, title } = request
    await notify(tx, {
      personIds: mentioned.map(({ id }) => id).filter((id) => id !== actor.id && !row.mentions.includes(id)),
      kind: 'request-mention',
      requestId: request.id,
      data: { number, title, by: actor.name, commentId: row.id, text: beginningOf(given.text) },
      dedupeKey: `comment:${row.id}:edited`,
    })
  })
  const row = await db.comment.findUniqueOrThrow({ where: { id: place.id }, include: commentInclude })
  const [view] = await commentViews(actor, [row])
  if (!view) throw new Error('The comment is gone')
  return view
}

/**
 * Takes the text and the files of one's own comment away; that there was one stays to be seen.
 * @throws AppError `not-found`, `forbidden` for another's, `conflict` for what is deleted already
 */
export async function deleteComment(actor: Actor, place: Place): Promise<void> {
  const request = await findRequest(actor, place.requestId)
  const uris = await transaction(async (tx) => {
    const row = await demandOwn(tx, actor, place)
    await tx.comment.update({
      where: { id: row.id },
      data: { text: '', mentions: [], earlier: [], deletedAt: new Date() },
    })
    await tx.commentFile.deleteMany({ where: { commentId: row.id } })
    await audit(tx, actor, {
      action: 'request:delete-comment',
      subjectType: 'request',
      subjectId: request.id,
      after: { commentId: row.id },
    })
    await announce(tx, [`request:${request.id}`])
    return row.files.map(({ uri }) => uri)
  })
  await removeBytes(uris)
}

/** Locked, so that an edit and a deletion do not cross. */
async function demandOwn(tx: Tx, actor: Actor, { requestId, id }: Place): Promise<CommentRow> {
  await tx.$queryRaw(Prisma.sql`SELECT 1 FROM "Comment" WHERE id = ${id} FOR UPDATE`)
  const row = await tx.comment.findFirst({ where: { id, requestId }, include: commentInclude })
  if (!row) throw new AppError('not-found', 'There is no such comment.')
  if (row.personId !== actor.id)
    throw new AppError('forbidden', 'Only who wrote a comment may change or delete it.')
  if (row.deletedAt) throw new AppError('conflict', 'This comment is deleted already.')
  return row
}
