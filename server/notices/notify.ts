import { randomBytes } from 'node:crypto'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { Tx } from '#server/db.ts'
import { announce } from '#server/events.ts'
import { stored } from '#server/flows/compiled.ts'
import { mailNotices } from './mail-notices.ts'
import type { NoticeKind } from './view.ts'

export interface NewNotice {
  personIds: readonly string[]
  kind: NoticeKind
  requestId?: string
  /** What the sentence names: title, number, approval, stage. */
  data: JsonObject
  /** The same event told twice makes one notice for each person. */
  dedupeKey: string
  /** They know it already: it is in the list, and not counted. */
  read?: boolean
}

/** Tells people, in the transaction of what happened: in the product, and by mail as each has chosen. */
export async function notify(tx: Tx, notice: NewNotice): Promise<void> {
  const people = [...new Set(notice.personIds)]
  if (people.length === 0) return
  const made = await tx.notice.createManyAndReturn({
    data: people.map((personId) => ({
      id: randomBytes(16).toString('base64url'),
      personId,
      kind: notice.kind,
      requestId: notice.requestId,
      data: stored(notice.data),
      dedupeKey: `${notice.dedupeKey}:${personId}`,
      readAt: notice.read ? new Date() : undefined,
    })),
    skipDuplicates: true,
    select: { id: true, personId: true },
  })
  if (made.length === 0) return
  await announce(
    tx,
    made.map(({ personId }) => `notices:${personId}`),
  )
  await mailNotices(tx, notice, made)
}
