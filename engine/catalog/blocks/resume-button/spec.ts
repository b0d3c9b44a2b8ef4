import { z } from 'zod'
import { buttonSize, buttonStyle, text } from '#engine/catalog/block-properties.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'resume-button',
  aliases: ['io.kestra.plugin.ee.apps.execution.blocks.ResumeExecutionButton'],
  title: 'Button that goes on',
  description: 'Sends the form of a paused execution, or lets it go on. Only those who may decide see it.',
  icon: 'play',
  properties: z.object({
    text: text('Resume'),
    style: buttonStyle.default('PRIMARY'),
    size: buttonSize,
  }),
  propertyAliases: {},
  texts: ['text'],
  markdown: [],
  needs: ['resume'],
  moments: ['PAUSE'],
} satisfies BlockSpec
