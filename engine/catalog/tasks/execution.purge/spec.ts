import { z } from 'zod'
import { purgeProperties, reviewPurge } from '#engine/catalog/purge-properties.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import { isTerminal, states } from '#engine/flow/flow.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

const ended = states.filter((state) => isTerminal(state))
const part = (text: string) => dynamic(z.boolean()).default(true).describe(text)

export default {
  type: 'execution.purge',
  aliases: [
    'io.kestra.plugin.core.execution.PurgeExecutions',
    'io.kestra.plugin.core.storage.Purge',
    'io.kestra.core.tasks.storages.Purge',
  ],
  title: 'Purge executions',
  description:
    'Removes executions that have ended, with their logs, metrics and files, or some of these, for good. One that is still going on stays whole.',
  icon: 'eraser',
  mode: 'activity',
  properties: z.object({
    ...purgeProperties,
    states: dynamic(z.array(z.enum(ended)))
      .optional()
      .describe('Only executions that ended in one of these states.'),
    purgeExecution: part('Whether the executions themselves are removed, with their task runs.'),
    purgeLog: part('Whether their logs are.'),
    purgeMetric: part('Whether their metrics are.'),
    purgeStorage: part('Whether their files are.'),
    batchSize: dynamic(z.int().min(1).max(1000)).default(100).describe('How many executions at a time.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({
    executionsCount: z.number().describe('How many executions were removed.'),
    taskOutputsCount: z.number().describe('How many of their task runs.'),
    logsCount: z.number().describe('How many lines of logs.'),
    metricsCount: z.number().describe('How many metrics.'),
    storagesCount: z.number().describe('How many files.'),
  }),
  review: ({ properties }) => reviewPurge(properties),
} satisfies TaskSpec
