import { z } from 'zod'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'resume-form',
  aliases: ['io.kestra.plugin.ee.apps.execution.blocks.ResumeExecutionForm'],
  title: 'Form that goes on',
  description:
    'What a paused execution asks for. Only those who may decide see it; the others see how far it is.',
  icon: 'clipboard-check',
  properties: z.object({}),
  propertyAliases: {},
  texts: [],
  markdown: [],
  needs: ['resume'],
  moments: ['PAUSE'],
} satisfies BlockSpec
