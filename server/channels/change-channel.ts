import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { AppError } from '#server/errors.ts'
import { readGroup } from '#server/groups/group-rows.ts'
import { languageFor } from '#server/languages/languages.ts'
import { demand } from '#server/people/can.ts'
import { seal } from '#server/secrets/seal.ts'
import { transaction } from '#server/transaction.ts'
import { channelOf } from './channel-of.ts'
import type { ChannelView } from './view.ts'

/**
 * Sets where a chat hears what waits for a group, in the language of who sets it. The address is kept sealed and never told again; what
 * waited for another one goes to this one.
 * @param url of an incoming webhook
 * @throws AppError `forbidden`, `not-found`
 */
export async function setChannel(actor: Actor, groupId: string, url: string): Promise<ChannelView> {
  demand(actor, 'group:write')
  const { host } = new URL(url)
  await transaction(async (tx) => {
    await readGroup(actor, groupId, tx)
    const channel = { url: seal(url).value, host, language: languageFor(actor.language) }
    const anew = { ...channel, since: new Date(), lastSentAt: null, lastError: null, lastErrorAt: null }
    await tx.groupChannel.upsert({ where: { groupId }, create: { groupId, ...channel }, update: anew })
    await tx.channelMessage.updateMany({ where: { groupId, state: 'waiting' }, data: { dueAt: new Date() } })
    await audit(tx, actor, {
      action: 'group:channel',
      subjectType: 'group',
      subjectId: groupId,
      after: { host },
    })
  })
  return channelOf(actor, groupId)
}

/** A chat hears no more of a group; what waits to be told is dropped. @throws AppError `forbidden`, `not-found` */
export async function removeChannel(actor: Actor, groupId: string): Promise<void> {
  demand(actor, 'group:write')
  await transaction(async (tx) => {
    await readGroup(actor, groupId, tx)
    const channel = await tx.groupChannel.findUnique({ where: { groupId }, select: { host: true } })
    if (!channel) throw new AppError('not-found', 'This group has no channel.')
    await tx.groupChannel.delete({ where: { groupId } })
    await audit(tx, actor, {
      action: 'group:channel',
      subjectType: 'group',
      subjectId: groupId,
      before: { host: channel.host },
    })
  })
}
