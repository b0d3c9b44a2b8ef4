import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { idParams } from '#server/groups/schemas.ts'
import { removeChannel, setChannel } from './change-channel.ts'
import { channelOf } from './channel-of.ts'
import { testChannel } from './test-channel.ts'

const tag = 'Groups'
const path = '/groups/{id}/channel'
const instant = z.iso.datetime()

const channel = z.object({
  set: z.boolean(),
  host: z.string().optional().describe('Of its address, which is a key to the channel and never told.'),
  since: instant.optional(),
  waiting: z.int().describe('Messages that are still to be sent.'),
  lastSentAt: instant.optional(),
  lastError: z.object({ at: instant, message: z.string() }).optional().describe('The newest try failed.'),
})

const body = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: 'is no address of a webhook' })
    .max(2000)
    .describe('Of an incoming webhook of Slack, or of a chat that takes the same.'),
})

/** Rows of the router table about where a chat hears what waits for a group. */
export const routes = [
  route({
    method: 'GET',
    path,
    tag,
    summary: 'Whether a chat hears what waits for a group, and what went wrong last',
    permission: 'group:write',
    params: idParams,
    answer: channel,
    handle: ({ actor, params }) => channelOf(actor, params.id),
  }),
  route({
    method: 'PUT',
    path,
    tag,
    summary: 'Tell a channel of a chat what waits for a group, with a link to the inbox',
    permission: 'group:write',
    params: idParams,
    body,
    answer: channel,
    handle: ({ actor, params, body: { url } }) => setChannel(actor, params.id, url),
  }),
  route({
    method: 'DELETE',
    path,
    tag,
    summary: 'Tell the channel of a group no more',
    permission: 'group:write',
    params: idParams,
    handle: ({ actor, params }) => removeChannel(actor, params.id),
  }),
  route({
    method: 'POST',
    path: `${path}/test`,
    tag,
    summary: 'Tell the channel of a group something at once; the answer tells what the chat said',
    permission: 'group:write',
    params: idParams,
    answer: z.object({ sent: z.boolean(), answer: z.string() }),
    handle: ({ actor, params }) => testChannel(actor, params.id),
  }),
] as Route[]
