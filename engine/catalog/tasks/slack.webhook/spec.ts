import { z } from 'zod'
import { httpOptions, reviewHttp } from '#engine/catalog/http-properties.ts'
import type { Remark, TaskSpec } from '#engine/flow/spec.ts'
import { holdsTemplate } from '#engine/flow/dynamic.ts'

export default {
  type: 'slack.webhook',
  aliases: [
    'io.kestra.plugin.slack.notifications.SlackIncomingWebhook',
    'io.kestra.plugin.slack.SlackIncomingWebhook',
    'io.kestra.plugin.notifications.slack.SlackIncomingWebhook',
  ],
  deprecated: ['io.kestra.plugin.notifications.slack.SlackIncomingWebhook'],
  title: 'Slack message',
  description:
    'Posts a message to a channel by an incoming webhook of Slack, or of a chat that takes the same: Mattermost, Rocket.Chat.',
  icon: 'message-square',
  mode: 'activity',
  properties: z.object({
    url: z
      .string()
      .min(1)
      .describe('Address of the webhook; keep it in a secret, it is a key to the channel.'),
    messageText: z
      .string()
      .optional()
      .describe('The message, with the marks of Slack. Quotes and line breaks need no escapes.'),
    payload: z
      .union([z.string(), z.record(z.string(), z.json())])
      .optional()
      .describe('All of the message as JSON or as a map: `{text: …, blocks: […]}`.'),
    options: httpOptions.prefault({}).describe('How the call is made and judged.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({}),
  review: ({ properties }) => [...reviewHttp(properties), ...reviewMessage(properties)],
} satisfies TaskSpec

function reviewMessage({ messageText, payload }: Record<string, unknown>): Remark[] {
  const problem = (message: string, ...path: string[]): Remark => ({ kind: 'problem', message, path })
  if (messageText === undefined && payload === undefined)
    return [problem('needs `messageText` or `payload`: there is no message')]
  if (typeof payload !== 'string' || holdsTemplate(payload)) return []
  return isMap(payload) ? [] : [problem('`payload` is not a map in JSON', 'payload')]
}

function isMap(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
