import { z } from 'zod'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'switch',
  aliases: ['io.kestra.plugin.core.flow.Switch', 'io.kestra.core.tasks.flows.Switch'],
  title: 'Switch',
  description:
    'Runs the tasks of the case that its value is equal to, else `defaults`. Without a matching case and without `defaults` it fails.',
  icon: 'waypoints',
  mode: 'control',
  properties: z.object({
    value: z.union([z.string(), z.boolean(), z.number()]).describe('Decides by the text that it renders to.'),
    cases: z
      .record(z.string(), z.array(z.json()))
      .describe('Tasks for each value, one after the other.')
      .optional(),
    defaults: z.array(z.json()).describe('Tasks for every other value, one after the other.').optional(),
  }),
  branches: ['cases', 'defaults'],
  branchShapes: { cases: 'map' },
  propertyAliases: {},
  outputs: z.object({
    value: z.string().describe('The text that decided.'),
    defaults: z.boolean().describe('Whether no case matched.'),
  }),
} satisfies TaskSpec
