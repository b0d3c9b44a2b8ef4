import { z } from 'zod'
import { nameFilter, whileThereIsOne } from '#engine/catalog/block-properties.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'inputs',
  aliases: ['io.kestra.plugin.ee.apps.execution.blocks.Inputs'],
  title: 'Answers',
  description: 'What was filled in, with the labels of the form.',
  icon: 'list',
  properties: z.object({ filter: nameFilter }),
  propertyAliases: {},
  texts: [],
  markdown: [],
  needs: ['inputs'],
  guests: true,
  moments: whileThereIsOne,
} satisfies BlockSpec
