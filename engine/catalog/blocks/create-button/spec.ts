import { z } from 'zod'
import { buttonSize, buttonStyle, text } from '#engine/catalog/block-properties.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'create-button',
  aliases: ['io.kestra.plugin.ee.apps.execution.blocks.CreateExecutionButton'],
  title: 'Button that submits',
  description: 'Submits the form. Without one in the layout the form has its own.',
  icon: 'send',
  properties: z.object({
    text: text('Submit'),
    style: buttonStyle.default('PRIMARY'),
    size: buttonSize,
  }),
  propertyAliases: {},
  texts: ['text'],
  markdown: [],
  needs: ['form'],
  guests: true,
  moments: ['OPEN'],
} satisfies BlockSpec
