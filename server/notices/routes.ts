import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { listNotices } from './list-notices.ts'
import { markRead } from './mark-read.ts'
import { changeNoticeSettings, readNoticeSettings } from './settings.ts'
import { topics, ways } from './topics.ts'
import { noticeKinds } from './view.ts'

const instant = z.iso.datetime()
const notice = z.object({
  id: z.string(),
  kind: z.enum(noticeKinds),
  requestId: z.string().optional(),
  data: z.record(z.string(), z.json()),
  createdAt: instant,
  readAt: instant.optional(),
})

const way = z.enum(ways)
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the day: 22:00')
const quiet = z.strictObject({ from: clock, until: clock })
const settings = z.object({
  mail: z.boolean().describe('Whether there is a mail server, and mail to you, at all'),
  topics: z.record(z.enum(topics), way),
  quiet: quiet.nullable().describe('Nothing goes out then; times of your own time zone'),
  digestAt: clock,
  timeZone: z.string(),
})

/** What a person was told in the app, and what they hear by mail. */
export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/notices',
    tag: 'Notices',
    summary: "List one's own notices, the newest first, with the number of unread ones",
    permission: 'signed-in',
    query: z.strictObject({
      after: z.string().max(1000).optional(),
      size: z.coerce.number().int().min(1).max(100).default(25),
    }),
    answer: z.object({ results: z.array(notice), unread: z.int(), after: z.string().optional() }),
    handle: ({ actor, query }) => listNotices(actor, query),
  }),
  route({
    method: 'POST',
    path: '/notices/read',
    tag: 'Notices',
    summary: 'Mark notices as read',
    permission: 'signed-in',
    body: z.strictObject({ ids: z.union([z.literal('all'), z.array(z.string().max(100)).max(500)]) }),
    handle: ({ actor, body }) => markRead(actor, body.ids),
  }),
  route({
    method: 'GET',
    path: '/me/notice-settings',
    tag: 'Me',
    summary: 'What you hear by mail: at once, in the digest of the morning, or not',
    permission: 'signed-in',
    answer: settings,
    handle: ({ actor }) => readNoticeSettings(actor),
  }),
  route({
    method: 'PATCH',
    path: '/me/notice-settings',
    tag: 'Me',
    summary: 'Choose what you hear by mail; what is absent stays',
    permission: 'signed-in',
    body: z.strictObject({
      topics: z.partialRecord(z.enum(topics), way).optional(),
      quiet: quiet.nullable().optional(),
    }),
    answer: settings,
    handle: ({ actor, body }) => changeNoticeSettings(actor, body),
  }),
]
