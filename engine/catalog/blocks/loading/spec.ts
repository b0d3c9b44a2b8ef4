import { z } from 'zod'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'loading',
  aliases: ['io.kestra.plugin.ee.apps.core.blocks.Loading'],
  title: 'Working sign',
  description: 'Says that it is being worked on.',
  icon: 'loader',
  properties: z.object({}),
  propertyAliases: {},
  texts: [],
  markdown: [],
  needs: [],
  guests: true,
  moments: ['CREATED', 'RUNNING', 'PAUSE', 'RESUME', 'FALLBACK'],
} satisfies BlockSpec
