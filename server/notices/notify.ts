import { randomBytes } from 'node:crypto'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { Tx } from '#server/db.ts'
import { announce } from '#server/events.ts'
import { stored } from '#server/flows/compiled.ts'
import type { NoticeKind } from './view.ts'

export interface NewNotice {
  personIds: readonly string[]
  kind: NoticeKind
  requestId?: string
  /** What the sentence names: title, number, approval, stage. */
  data: JsonObject
  /** The same event told twice makes one notice for each person. */
  dedupeKey: string
}

/** Tells people, in the transaction of what happened. */
export async function notify(tx: Tx, notice: NewNotice): Promise<void> {
  const people = [...new Set(notice.personIds)]
  if (people.length === 0) return
  const made = await tx.notice.createMany({
    data: people.map((personId) => ({
      id: randomBytes(16).toString('base64url'),
      personId,
      kind: notice.kind,
      requestId: notice.requestId,
      data: stored(notice.data),
      dedupeKey: `${notice.dedupeKey}:${personId}`,
    })),
    skipDuplicates: true,
  })
  if (made.count > 0)
    await announce(
      tx,
      people.map((personId) => `notices:${personId}`),
    )
}
