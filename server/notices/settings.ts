import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { hasMail } from '#server/mail/settings.ts'
import { transaction } from '#server/transaction.ts'
import { digestAt, type Quiet } from './clock.ts'
import { defaultWay, topics, ways, type Topic, type Way } from './topics.ts'

/** What a person hears by mail. Times of the day are of their own time zone. */
export interface NoticeSettings {
  /** Whether there is a mail server, and mail to this person, at all. */
  mail: boolean
  topics: Record<Topic, Way>
  /** Null: mails go at any hour. */
  quiet: Quiet | null
  digestAt: string
  timeZone: string
}

export interface SettingsChange {
  topics?: Partial<Record<Topic, Way>>
  quiet?: Quiet | null
}

/** One's own. */
export async function readNoticeSettings(actor: Actor): Promise<NoticeSettings> {
  const { noticeSettings, quietFrom, quietUntil, demo, timeZone } = await db.person.findUniqueOrThrow({
    where: { id: actor.id },
    select: {
      noticeSettings: { select: { topic: true, way: true } },
      quietFrom: true,
      quietUntil: true,
      demo: true,
      timeZone: true,
    },
  })
  const chosen = new Map(noticeSettings.map(({ topic, way }) => [topic, ways.find((one) => one === way)]))
  return {
    mail: hasMail() && !demo,
    topics: Object.fromEntries(
      topics.map((topic) => [topic, chosen.get(topic) ?? defaultWay(topic)]),
    ) as NoticeSettings['topics'],
    quiet: quietFrom !== null && quietUntil !== null ? { from: quietFrom, until: quietUntil } : null,
    digestAt,
    timeZone,
  }
}

/** Changes what is given of one's own; the rest stays. What waits already goes as it was. */
export async function changeNoticeSettings(actor: Actor, change: SettingsChange): Promise<NoticeSettings> {
  const personId = actor.id
  const chosen = Object.entries(change.topics ?? {})
  const { quiet } = change
  await transaction(async (tx) => {
    for (const [topic, way] of chosen)
      await tx.noticeSetting.upsert({
        where: { personId_topic: { personId, topic } },
        create: { personId, topic, way },
        update: { way },
      })
    if (quiet !== undefined)
      await tx.person.update({
        where: { id: personId },
        data: { quietFrom: quiet?.from ?? null, quietUntil: quiet?.until ?? null },
      })
    await audit(tx, actor, {
      action: 'user:notice-settings',
      subjectType: 'person',
      subjectId: personId,
      after: {
        topics: change.topics ?? {},
        ...(quiet === undefined ? {} : { quiet: quiet && { ...quiet } }),
      },
    })
  })
  return readNoticeSettings(actor)
}
