import { z } from 'zod'
import { nameFilter, whileThereIsOne } from '#engine/catalog/block-properties.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'outputs',
  aliases: ['io.kestra.plugin.ee.apps.execution.blocks.Outputs'],
  title: 'Results',
  description: 'What the flow gives back, with files to download. There are none before the end.',
  icon: 'package-open',
  properties: z.object({ filter: nameFilter }),
  propertyAliases: {},
  texts: [],
  markdown: [],
  needs: ['outputs'],
  guests: true,
  moments: whileThereIsOne,
} satisfies BlockSpec
