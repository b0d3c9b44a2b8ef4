import {
  dependencies,
  scriptOutputs,
  scriptVariables,
  commandsProperties,
} from '#engine/catalog/script-properties.ts'
import { reviewScript } from '#engine/catalog/script-review.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'script.python.commands',
  aliases: ['io.kestra.plugin.scripts.python.Commands', 'io.kestra.core.tasks.scripts.Python'],
  deprecated: ['io.kestra.core.tasks.scripts.Python'],
  title: 'Python commands',
  description:
    'Runs commands of a shell, those that start Python programs above all, in a sandbox: a folder of its own, no network, no other file of the machine, bounded memory and processes.',
  icon: 'file-code',
  mode: 'activity',
  properties: commandsProperties.extend({ dependencies }),
  branches: [],
  propertyAliases: {},
  variables: scriptVariables,
  outputs: scriptOutputs,
  review: reviewScript,
} satisfies TaskSpec
