import type { Actor } from '#server/actor.ts'
import { seenIn } from '#server/approvals/frozen.ts'
import type { Prisma } from '#server/db.ts'
import { db } from '#server/db.ts'
import { cursorOf, instantOf, readCursor } from '#server/requests/cursor.ts'
import type { Page } from '#server/requests/view.ts'
import { demandInsight } from './flows.ts'
import type { WaitingRow } from './view.ts'

export interface WaitingCall {
  namespace: string
  flowId: string
  after?: string
  /** 100 at most. */
  size: number
}

/** How many of those who are asked are named. */
const named = 5

/** What waits for a decision now in a flow, the oldest first. Three queries a page. @throws AppError `not-found` */
export async function listWaiting(actor: Actor, call: WaitingCall): Promise<Page<WaitingRow>> {
  await demandInsight(actor, call)
  const { namespace, flowId, size } = call
  const cursor = readCursor(call.after, 2)
  const where: Prisma.ApprovalWhereInput = { state: 'OPEN', execution: { namespace, flowId } }
  const [instant, id] = cursor ? [instantOf(cursor[0]), cursor[1] ?? ''] : []
  const past = instant ? { OR: [{ createdAt: { gt: instant } }, { createdAt: instant, id: { gt: id } }] } : {}
  const [total, found] = await Promise.all([
    db.approval.count({ where }),
    db.approval.findMany({
      where: { AND: [where, past] },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: size + 1,
      include: {
        deciders: { select: { person: { select: { id: true, name: true } } } },
        votes: { select: { personId: true, onBehalfOfId: true, round: true } },
      },
    }),
  ])
  const page = found.slice(0, size)
  const requests = await db.request.findMany({
    where: { id: { in: page.flatMap(({ requestId }) => requestId ?? []) } },
    select: { id: true, number: true, title: true },
  })
  const byId = new Map(requests.map((request) => [request.id, request]))
  const last = page.at(-1)
  return {
    results: page.map((record) => {
      const voted = new Set(
        record.votes
          .filter(({ round }) => round === record.round)
          .map((vote) => vote.onBehalfOfId ?? vote.personId),
      )
      const people = new Map(record.deciders.map(({ person }) => [person.id, person]))
      const asked = [...people.values()].filter(({ id }) => !voted.has(id))
      return {
        id: record.id,
        title: seenIn(record, actor.language).title,
        taskId: record.taskId,
        createdAt: record.createdAt.toISOString(),
        dueAt: record.dueAt?.toISOString(),
        request: byId.get(record.requestId ?? '') ?? null,
        people: asked.slice(0, named),
        asked: asked.length,
      }
    }),
    total,
    after: found.length > size && last ? cursorOf([last.createdAt.toISOString(), last.id]) : undefined,
  }
}
