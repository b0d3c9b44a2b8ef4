import type { Actor } from '#server/actor.ts'
import type { Tx } from '#server/db.ts'
import { ownersOf } from '#server/flows/owners.ts'
import { loadFlowIn } from '#server/flows/load-flow.ts'
import { tellGuestOfComment } from '#server/guests/tell-guest.ts'
import { notify } from '#server/notices/notify.ts'
import { followersToTell } from '#server/followers/followers-to-tell.ts'
import type { FoundRequest } from '#server/requests/find-request.ts'
import { decidersOf } from '#server/requests/relations.ts'
import type { CommentView } from './view.ts'

interface Told {
  request: FoundRequest
  /** Of the comment. */
  id: string
  kind: CommentView['kind']
  text: string
  mentionIds: readonly string[]
}

/** Signs of the text that a notice repeats. */
const shown = 280

/** The beginning of a comment's text, as a notice repeats it. */
export function beginningOf(text: string): string {
  return [...text].slice(0, shown).join('')
}

/** Tells whom it names, and the requester, the deciders and the followers; never who wrote it. */
export async function tellComment(tx: Tx, actor: Actor, comment: Told): Promise<void> {
  const { request, id, kind } = comment
  const deciders = (await decidersOf([request.id], tx)).get(request.id) ?? []
  const followers = await followersToTell(tx, request)
  const owners = kind === 'cancel' ? await ownersOfRequest(tx, request) : []
  const mentioned = comment.mentionIds.filter((personId) => personId !== actor.id)
  const others = [request.requesterId, ...deciders, ...followers, ...owners].filter(
    (personId) => personId !== actor.id && !mentioned.includes(personId),
  )
  const data = {
    number: request.number,
    title: request.title,
    by: actor.name,
    commentId: id,
    text: beginningOf(comment.text),
  }
  await notify(tx, {
    personIds: mentioned,
    kind: 'request-mention',
    requestId: request.id,
    data,
    dedupeKey: `comment:${id}`,
  })
  if (request.requesterId !== actor.id)
    await tellGuestOfComment(tx, {
      requesterId: request.requesterId,
      number: request.number,
      dedupeKey: `comment:${id}`,
    })
  await notify(tx, {
    personIds: others,
    kind: kind === 'cancel' ? 'request-cancel-asked' : 'request-comment',
    requestId: request.id,
    data,
    dedupeKey: `comment:${id}`,
  })
}

async function ownersOfRequest(tx: Tx, request: FoundRequest): Promise<string[]> {
  const { namespace, flowId } = request
  const { flowRevision } = await tx.execution.findUniqueOrThrow({
    where: { id: request.currentExecutionId },
    select: { flowRevision: true },
  })
  const { people } = await ownersOf(tx, await loadFlowIn(tx, { namespace, flowId, flowRevision }))
  return people.map((person) => person.id)
}
