import { scriptOutputs, scriptVariables, commandsProperties } from '#engine/catalog/script-properties.ts'
import { reviewScript } from '#engine/catalog/script-review.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'script.node.commands',
  aliases: ['io.kestra.plugin.scripts.node.Commands', 'io.kestra.core.tasks.scripts.Node'],
  deprecated: ['io.kestra.core.tasks.scripts.Node'],
  title: 'Node.js commands',
  description:
    'Runs commands of a shell, those that start Node.js programs above all, in a sandbox: a folder of its own, no network, no other file of the machine, bounded memory and processes.',
  icon: 'file-code',
  mode: 'activity',
  properties: commandsProperties,
  branches: [],
  propertyAliases: {},
  variables: scriptVariables,
  outputs: scriptOutputs,
  review: reviewScript,
} satisfies TaskSpec
