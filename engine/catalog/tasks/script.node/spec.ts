import { scriptOutputs, scriptVariables, scriptProperties } from '#engine/catalog/script-properties.ts'
import { reviewScript } from '#engine/catalog/script-review.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'script.node',
  aliases: ['io.kestra.plugin.scripts.node.Script'],
  title: 'Node.js script',
  description:
    'Runs a JavaScript program with Node.js in a sandbox: a folder of its own, no network, no other file of the machine, bounded memory and processes.',
  icon: 'file-code',
  mode: 'activity',
  properties: scriptProperties,
  branches: [],
  propertyAliases: {},
  variables: scriptVariables,
  outputs: scriptOutputs,
  review: reviewScript,
} satisfies TaskSpec
