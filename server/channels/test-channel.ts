import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { readGroup } from '#server/groups/group-rows.ts'
import { languageFor } from '#server/languages/languages.ts'
import { demand } from '#server/people/can.ts'
import { noteAnswer } from './note-answer.ts'
import { postToChannel } from './post-to-channel.ts'
import type { ChannelTest } from './view.ts'
import { testMessage } from './words.ts'

/** Tells a group's channel something at once, and says what the chat answered. @throws AppError `forbidden`, `not-found` */
export async function testChannel(actor: Actor, groupId: string): Promise<ChannelTest> {
  demand(actor, 'group:write')
  const { name } = await readGroup(actor, groupId)
  const channel = await db.groupChannel.findUnique({ where: { groupId } })
  if (!channel) throw new AppError('not-found', 'This group has no channel.')
  const posted = await postToChannel(channel.url, testMessage(name, languageFor(channel.language)))
  await noteAnswer(groupId, posted)
  const sent = posted.outcome === 'sent'
  await audit(db, actor, {
    action: 'group:test-channel',
    subjectType: 'group',
    subjectId: groupId,
    after: { sent },
  })
  return { sent, answer: posted.outcome === 'sent' ? posted.answer : posted.error }
}
