import type { JsonObject } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { seenIn } from '#server/approvals/frozen.ts'
import { db } from '#server/db.ts'
import { languageFor } from '#server/languages/languages.ts'
import { cursorOf, instantOf, readCursor } from '#server/requests/cursor.ts'
import type { NoticeKind, NoticeView } from './view.ts'

export interface NoticePage {
  results: NoticeView[]
  /** Of all, not only of this page. */
  unread: number
  after?: string
}

/** The actor's own notices, the newest first. */
export async function listNotices(
  actor: Actor,
  { after, size = 25 }: { after?: string; size?: number } = {},
): Promise<NoticePage> {
  const cursor = readCursor(after, 2)
  const createdAt = cursor && instantOf(cursor[0])
  const older = createdAt
    ? { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { gt: cursor[1] } }] }
    : {}
  const take = Math.min(size, 100)
  const [found, unread] = await Promise.all([
    db.notice.findMany({
      where: { personId: actor.id, ...older },
      orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      take: take + 1,
    }),
    unreadNotices(actor),
  ])
  const rows = found.slice(0, take)
  const last = rows.at(-1)
  const titles = await titlesFor(actor, rows)
  return {
    results: rows.map((row) => ({
      id: row.id,
      kind: row.kind as NoticeKind,
      requestId: row.requestId ?? undefined,
      data: { ...(row.data as JsonObject), ...titles.get(row.id) },
      createdAt: row.createdAt.toISOString(),
      readAt: row.readAt?.toISOString(),
    })),
    unread,
    after: found.length > take && last ? cursorOf([last.createdAt.toISOString(), last.id]) : undefined,
  }
}

/** What decisions that were asked for are called in the reader's language, by the notice. One query at most. */
async function titlesFor(
  actor: Actor,
  rows: readonly { id: string; data: unknown }[],
): Promise<ReadonlyMap<string, { title: string }>> {
  const asked = languageFor(actor.language) === 'en' ? [] : rows.flatMap(approvalOf)
  if (asked.length === 0) return new Map()
  const approvals = await db.approval.findMany({
    where: { id: { in: asked.map(({ approvalId }) => approvalId) } },
    select: { id: true, title: true, message: true, show: true, translations: true },
  })
  const byId = new Map(approvals.map((approval) => [approval.id, seenIn(approval, actor.language).title]))
  return new Map(
    asked.flatMap(({ id, approvalId }) => {
      const title = byId.get(approvalId)
      return title === undefined ? [] : [[id, { title }]]
    }),
  )
}

function approvalOf({ id, data }: { id: string; data: unknown }): { id: string; approvalId: string }[] {
  const { approvalId } = data as JsonObject
  return typeof approvalId === 'string' ? [{ id, approvalId }] : []
}

/** How many the actor has not read. */
export function unreadNotices(actor: Actor): Promise<number> {
  return db.notice.count({ where: { personId: actor.id, readAt: null } })
}
