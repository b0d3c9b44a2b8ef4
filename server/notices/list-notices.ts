import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { cursorOf, instantOf, readCursor } from '#server/requests/cursor.ts'
import { inLanguage } from './titles.ts'
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
  const told = await inLanguage(actor.language, rows)
  return {
    results: rows.map((row, index) => ({
      id: row.id,
      kind: row.kind as NoticeKind,
      requestId: row.requestId ?? undefined,
      data: told[index] ?? {},
      createdAt: row.createdAt.toISOString(),
      readAt: row.readAt?.toISOString(),
    })),
    unread,
    after: found.length > take && last ? cursorOf([last.createdAt.toISOString(), last.id]) : undefined,
  }
}

/** How many the actor has not read. */
export function unreadNotices(actor: Actor): Promise<number> {
  return db.notice.count({ where: { personId: actor.id, readAt: null } })
}
