import { z } from 'zod'
import { buttonSize, buttonStyle, text } from '#engine/catalog/block-properties.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'cancel-button',
  aliases: ['io.kestra.plugin.ee.apps.execution.blocks.CancelExecutionButton'],
  title: 'Button that stops',
  description:
    'Stops what was started, after asking. A requester withdraws by it what nobody has decided on yet; beside the form of a paused execution it is for those who may decide.',
  icon: 'ban',
  properties: z.object({
    text: text('Cancel'),
    style: buttonStyle.default('DEFAULT'),
    size: buttonSize,
  }),
  propertyAliases: {},
  texts: ['text'],
  markdown: [],
  needs: ['cancel'],
  guests: true,
  moments: ['CREATED', 'RUNNING', 'PAUSE', 'RESUME', 'FALLBACK'],
} satisfies BlockSpec
