import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { listNotices } from './list-notices.ts'
import { markRead } from './mark-read.ts'
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

/** What a person was told in the app. */
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
]
