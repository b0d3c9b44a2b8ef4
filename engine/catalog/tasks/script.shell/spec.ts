import { scriptOutputs, scriptVariables, scriptProperties } from '#engine/catalog/script-properties.ts'
import { reviewScript } from '#engine/catalog/script-review.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'script.shell',
  aliases: ['io.kestra.plugin.scripts.shell.Script'],
  title: 'Shell script',
  description:
    'Runs a shell script in a sandbox: a folder of its own, no network, no other file of the machine, bounded memory and processes.',
  icon: 'terminal',
  mode: 'activity',
  properties: scriptProperties,
  branches: [],
  propertyAliases: {},
  variables: scriptVariables,
  outputs: scriptOutputs,
  review: reviewScript,
} satisfies TaskSpec
