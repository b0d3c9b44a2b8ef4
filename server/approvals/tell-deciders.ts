import type { JsonObject } from '#engine/flow/flow.ts'
import type { Tx } from '#server/db.ts'
import { notify, type NewNotice } from '#server/notices/notify.ts'
import { standInsFor, type Standable } from './stand-ins.ts'

interface Telling {
  notice: NewNotice & { data: JsonObject & { approvalId: string; title: string } }
  approval: Standable
  /** Ids of those whose stand-ins hear it; absent: of whom it is told. */
  inPlacesOf?: readonly string[]
}

/** Tells deciders what they are asked, and whoever can decide in their places now that it waits. */
export async function tellDeciders(tx: Tx, { notice, approval, inPlacesOf }: Telling): Promise<void> {
  await notify(tx, notice)
  const { approvalId, title } = notice.data
  for (const { person, delegate } of await standInsFor(tx, approval, inPlacesOf ?? notice.personIds))
    await notify(tx, {
      personIds: [delegate.id],
      kind: 'approval-waiting-for',
      requestId: notice.requestId,
      data: { approvalId, title, by: person.name },
      dedupeKey: `${notice.dedupeKey}:for`,
    })
}
