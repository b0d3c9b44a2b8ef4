import { scriptOutputs, scriptProperties } from '#engine/catalog/script-properties.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'script.shell',
  aliases: ['io.kestra.plugin.scripts.shell.Script', 'io.kestra.core.tasks.scripts.Bash'],
  title: 'Shell script',
  description:
    'Runs a Shell script in a sandbox: a folder of its own, no network, no other file of the machine, bounded memory and processes.',
  icon: 'terminal',
  mode: 'activity',
  properties: scriptProperties,
  branches: [],
  propertyAliases: {},
  outputs: scriptOutputs,
} satisfies TaskSpec
