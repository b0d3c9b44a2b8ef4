import { db, Prisma } from '#server/db.ts'
import { postMail } from '#server/mail/post-mail.ts'
import { hasMail } from '#server/mail/settings.ts'
import { transaction } from '#server/transaction.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { NoticeKind } from './view.ts'

const mostPeople = 100
/** Notices that one digest names; the rest is counted. */
const mostNamed = 50

/**
 * Writes the digests that are due, one for each person. Several workers may do so at once: each is written by one, in the transaction
 * that says that it was. What was read in the product meanwhile is left out.
 */
export async function sendDigests(): Promise<void> {
  if (!hasMail()) return
  const due = await db.$queryRaw<{ personId: string }[]>(Prisma.sql`
    SELECT DISTINCT "personId" FROM "Notice" WHERE "digestDueAt" <= now() LIMIT ${mostPeople}`)
  for (const { personId } of due) await sendDigest(personId)
}

interface Row {
  id: string
  kind: string
  requestId: string | null
  data: JsonObject
  readAt: Date | null
}

function sendDigest(personId: string): Promise<void> {
  return transaction(async (tx) => {
    const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
      SELECT id, kind, "requestId", data, "readAt" FROM "Notice"
      WHERE "personId" = ${personId} AND "digestDueAt" <= now() ORDER BY "createdAt", id FOR UPDATE SKIP LOCKED`)
    const [first] = rows
    if (!first) return
    await tx.notice.updateMany({
      where: { id: { in: rows.map(({ id }) => id) } },
      data: { digestDueAt: null },
    })
    const unread = rows.filter(({ readAt }) => readAt === null)
    if (unread.length === 0) return
    const items = unread.slice(0, mostNamed).map(({ kind, requestId, data }) => ({
      kind: kind as NoticeKind,
      requestId: requestId ?? undefined,
      data,
    }))
    await postMail(tx, {
      personId,
      kind: 'digest',
      data: { items, more: unread.length - items.length },
      dedupeKey: `digest:${first.id}`,
    })
  })
}
