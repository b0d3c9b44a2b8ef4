import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { readGroup } from '#server/groups/group-rows.ts'
import { demand } from '#server/people/can.ts'
import type { ChannelView } from './view.ts'

/** Whether a group has a channel, and how it goes. @throws AppError `forbidden`, `not-found` */
export async function channelOf(actor: Actor, groupId: string): Promise<ChannelView> {
  demand(actor, 'group:write')
  await readGroup(actor, groupId)
  const channel = await db.groupChannel.findUnique({ where: { groupId }, omit: { url: true } })
  if (!channel) return { set: false, waiting: 0 }
  const { host, since, lastSentAt, lastError, lastErrorAt } = channel
  return {
    set: true,
    host,
    since: since.toISOString(),
    waiting: await db.channelMessage.count({ where: { groupId, state: 'waiting' } }),
    lastSentAt: lastSentAt?.toISOString(),
    lastError: lastError && lastErrorAt ? { at: lastErrorAt.toISOString(), message: lastError } : undefined,
  }
}
