import { z } from 'zod'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'create-form',
  aliases: ['io.kestra.plugin.ee.apps.execution.blocks.CreateExecutionForm'],
  title: 'Form',
  description: "The form of the flow's inputs, with the checks, and what happens next.",
  icon: 'clipboard-list',
  properties: z.object({}),
  propertyAliases: {},
  texts: [],
  markdown: [],
  needs: ['form'],
  guests: true,
  moments: ['OPEN'],
} satisfies BlockSpec
