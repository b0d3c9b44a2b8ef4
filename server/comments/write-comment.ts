import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { removeBytes } from '#server/files/delete-files.ts'
import { countMessage } from '#server/limits/count-message.ts'
import { demand } from '#server/people/can.ts'
import { findRequest, type FoundRequest } from '#server/requests/find-request.ts'
import { subjectOf } from '#server/requests/relations.ts'
import { transaction } from '#server/transaction.ts'
import { attachFiles, storeUploads, type StoredUpload } from './files.ts'
import { demandReaders } from './mentions.ts'
import { commentInclude, commentViews } from './rows.ts'
import { tellComment } from './tell-comment.ts'
import type { CommentView } from './view.ts'

export interface NewComment {
  /** Markdown; may be empty where there are files. */
  text: string
  /** Ids of people. */
  mentions: string[]
  uploadIds: string[]
}

/**
 * Writes about a request, for everybody who may see it; those whom it concerns are told.
 * @throws AppError `not-found`, `forbidden`, `invalid` for nothing, for a person who may not see it, and for a file that is gone;
 * `too-many`
 */
export async function writeComment(actor: Actor, requestId: string, given: NewComment): Promise<CommentView> {
  const request = await findRequest(actor, requestId)
  demand(actor, 'request:comment', await subjectOf(request))
  if (given.text === '' && given.uploadIds.length === 0)
    throw new AppError('invalid', 'Write something, or add a file.', {
      details: [{ path: 'text', message: 'is empty' }],
    })
  await countMessage(actor, 'comment')
  const files = await storeUploads(actor, { namespace: request.namespace, requestId }, given.uploadIds)
  try {
    return await transaction((tx) => insertComment(tx, actor, { request, kind: 'comment', ...given, files }))
  } catch (error) {
    await removeBytes(files.map(({ uri }) => uri))
    throw error
  }
}

export interface CommentToInsert {
  request: FoundRequest
  kind: CommentView['kind']
  text: string
  mentions: readonly string[]
  files: readonly StoredUpload[]
}

/** Inserts it and tells those whom it concerns. For verbs that have asked for their permission. */
export async function insertComment(tx: Tx, actor: Actor, comment: CommentToInsert): Promise<CommentView> {
  const { request, kind, text, files } = comment
  const id = randomBytes(16).toString('base64url')
  const mentioned = await demandReaders(tx, request, { text, ids: comment.mentions })
  await tx.comment.create({
    data: {
      id,
      requestId: request.id,
      personId: actor.id,
      kind,
      text,
      mentions: mentioned.map((person) => person.id),
    },
  })
  await attachFiles(tx, actor, { commentId: id, requestId: request.id, files })
  await audit(tx, actor, {
    action: 'request:comment',
    subjectType: 'request',
    subjectId: request.id,
    after: { commentId: id, kind, text, files: files.map(({ name, sha256 }) => ({ name, sha256 })) },
  })
  await announce(tx, [`request:${request.id}`])
  await tellComment(tx, actor, { request, id, kind, text, mentionIds: mentioned.map((one) => one.id) })
  const row = await tx.comment.findUniqueOrThrow({ where: { id }, include: commentInclude })
  const [view] = await commentViews(actor, [row], tx)
  if (!view) throw new Error('The comment is gone')
  return view
}
