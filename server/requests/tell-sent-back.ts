import type { Tx } from '#server/db.ts'
import { tellGuest } from '#server/guests/tell-guest.ts'
import { notify } from '#server/notices/notify.ts'

/** Tells the requester that somebody asks for changes, and for which; people outside that there is something to change. */
export async function tellSentBack(tx: Tx, approvalId: string): Promise<void> {
  const approval = await tx.approval.findUnique({
    where: { id: approvalId },
    select: {
      requestId: true,
      votes: {
        where: { vote: 'SEND_BACK' },
        include: { person: { select: { name: true } } },
        orderBy: { at: 'desc' },
        take: 1,
      },
    },
  })
  const [vote] = approval?.votes ?? []
  if (!vote || !approval?.requestId) return
  const request = await tx.request.findUnique({
    where: { id: approval.requestId },
    select: { id: true, number: true, title: true, requesterId: true },
  })
  if (!request) return
  const { id: requestId, number, title, requesterId } = request
  const dedupeKey = `request-sent-back:${vote.decisionId}`
  await notify(tx, {
    personIds: [requesterId],
    kind: 'request-sent-back',
    requestId,
    data: { number, title, by: vote.person.name, comment: vote.comment ?? '' },
    dedupeKey,
  })
  await tellGuest(tx, { requesterId, number, outcome: 'SENT_BACK', dedupeKey })
}
