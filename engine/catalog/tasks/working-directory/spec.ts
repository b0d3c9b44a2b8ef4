import { z } from 'zod'
import { filesGiven } from '#engine/catalog/files-given.ts'
import { namespaceFiles } from '#engine/catalog/namespace-files-properties.ts'
import { isDuration } from '#engine/flow/duration.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

const cache = z.strictObject({
  patterns: z
    .array(z.string())
    .min(1)
    .describe('Names or patterns (`node_modules/**`) of the files that are left to the next execution.'),
  ttl: dynamic(z.string().refine(isDuration, 'must be an ISO 8601 duration such as `PT1H`'))
    .optional()
    .describe('How long they are good, ISO 8601; without it until others come.'),
})

export default {
  type: 'working-directory',
  aliases: [
    'io.kestra.plugin.core.flow.WorkingDirectory',
    'io.kestra.core.tasks.flows.WorkingDirectory',
    'io.kestra.core.tasks.flows.Worker',
  ],
  deprecated: ['io.kestra.core.tasks.flows.WorkingDirectory', 'io.kestra.core.tasks.flows.Worker'],
  title: 'Working directory',
  description:
    'Runs its tasks one after the other in one folder, so that each finds the files of those before it. They must be tasks that do something: no flow control. It restarts as a whole.',
  icon: 'folder-cog',
  mode: 'activity',
  properties: z.object({
    tasks: z.array(z.json()).min(1).describe('Tasks, in order. After a failed one no further one runs.'),
    inputFiles: filesGiven
      .optional()
      .describe(
        'Files laid into the folder before the start: a name, and its text or the address of a file.',
      ),
    outputFiles: dynamic(z.array(z.string()))
      .optional()
      .describe('Names or patterns (`*.csv`, `out/**`) of the files that are kept at the end.'),
    cache: cache.optional().describe('Files that are left to the next execution of this task.'),
    namespaceFiles,
  }),
  branches: ['tasks'],
  propertyAliases: {},
  reads: ['taskrun.value'],
  outputs: z.object({
    outputFiles: z.record(z.string(), z.string()).describe('Addresses of the files that were kept, by name.'),
  }),
} satisfies TaskSpec
