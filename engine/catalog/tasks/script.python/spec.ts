import {
  dependencies,
  scriptOutputs,
  scriptVariables,
  scriptProperties,
} from '#engine/catalog/script-properties.ts'
import { reviewScript } from '#engine/catalog/script-review.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'script.python',
  aliases: ['io.kestra.plugin.scripts.python.Script'],
  title: 'Python script',
  description:
    'Runs a Python script in a sandbox: a folder of its own, no network, no other file of the machine, bounded memory and processes.',
  icon: 'file-code',
  mode: 'activity',
  properties: scriptProperties.extend({ dependencies }),
  branches: [],
  propertyAliases: {},
  variables: scriptVariables,
  outputs: scriptOutputs,
  review: reviewScript,
} satisfies TaskSpec
