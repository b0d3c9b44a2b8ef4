import { randomBytes } from 'node:crypto'
import type { Tx } from '#server/db.ts'

const worthMs = 24 * 60 * 60 * 1000

export interface ToTell {
  approvalId: string
  /** Slugs of the groups that are asked now. */
  groups: readonly string[]
  /** When it was opened: opened anew it is told anew. */
  since: Date
}

/** Writes a message for each of the groups that has a channel, in the transaction of what it tells; the worker sends it. */
export async function tellChannels(tx: Tx, { approvalId, groups, since }: ToTell): Promise<void> {
  if (groups.length === 0) return
  const channels = await tx.groupChannel.findMany({
    where: { group: { slug: { in: [...groups] } } },
    select: { groupId: true },
  })
  if (channels.length === 0) return
  const until = new Date(Date.now() + worthMs)
  await tx.channelMessage.createMany({
    data: channels.map(({ groupId }) => ({
      id: randomBytes(16).toString('base64url'),
      groupId,
      approvalId,
      dedupeKey: `${approvalId}:${since.getTime()}:${groupId}`,
      until,
    })),
    skipDuplicates: true,
  })
}
