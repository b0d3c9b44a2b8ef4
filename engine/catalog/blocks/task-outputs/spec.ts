import { z } from 'zod'
import { whileThereIsOne } from '#engine/catalog/block-properties.ts'
import { localText } from '#engine/flow/parse/key-values.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'task-outputs',
  aliases: ['io.kestra.plugin.ee.apps.execution.blocks.TaskOutputs'],
  title: 'Chosen results',
  description: 'Values of tasks, each with a label; they are there before the end, too.',
  icon: 'package',
  properties: z.object({
    outputs: z
      .array(
        z.object({
          displayName: localText.describe('Label; may be given for each language.'),
          type: z.string().min(1).describe('How it is shown: a type of input, `FILE` for a file.'),
          value: z.json().describe('A template: `{{ outputs.quote.total }}`.'),
          description: localText.describe('Help beside the label.').optional(),
        }),
      )
      .min(1)
      .describe('What is shown, in this order.'),
  }),
  propertyAliases: {},
  texts: ['outputs.displayName', 'outputs.description'],
  markdown: [],
  needs: ['values'],
  guests: true,
  moments: whileThereIsOne,
} satisfies BlockSpec
