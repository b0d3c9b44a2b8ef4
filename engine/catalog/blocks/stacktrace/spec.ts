import { z } from 'zod'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'stacktrace',
  aliases: ['io.kestra.plugin.ee.apps.core.blocks.Stacktrace'],
  title: 'Failure',
  description: 'What went wrong, in words; engineers see the task and its last lines, too.',
  icon: 'bug',
  properties: z.object({}),
  propertyAliases: {},
  texts: [],
  markdown: [],
  needs: ['failure'],
  moments: ['FAILURE', 'ERROR', 'FALLBACK'],
} satisfies BlockSpec
