import { z } from 'zod'
import { logFilter, whileThereIsOne } from '#engine/catalog/block-properties.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'logs',
  aliases: ['io.kestra.plugin.ee.apps.execution.blocks.Logs'],
  title: 'Log',
  description:
    'Lines that the tasks wrote, the last ones, as they come. Whoever may use the app sees them, so show none that are not for them.',
  icon: 'scroll-text',
  properties: z.object({ filter: logFilter }),
  propertyAliases: {},
  texts: [],
  markdown: [],
  needs: ['logs'],
  moments: whileThereIsOne,
} satisfies BlockSpec
