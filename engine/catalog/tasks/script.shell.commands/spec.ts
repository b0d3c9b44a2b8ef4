import { scriptOutputs, scriptVariables, commandsProperties } from '#engine/catalog/script-properties.ts'
import { reviewScript } from '#engine/catalog/script-review.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'script.shell.commands',
  aliases: ['io.kestra.plugin.scripts.shell.Commands', 'io.kestra.core.tasks.scripts.Bash'],
  deprecated: ['io.kestra.core.tasks.scripts.Bash'],
  title: 'Shell commands',
  description:
    'Runs commands of a shell one after the other, in a sandbox: a folder of its own, no network, no other file of the machine, bounded memory and processes.',
  icon: 'terminal',
  mode: 'activity',
  properties: commandsProperties,
  branches: [],
  propertyAliases: {},
  variables: scriptVariables,
  outputs: scriptOutputs,
  review: reviewScript,
} satisfies TaskSpec
