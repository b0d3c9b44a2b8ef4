import { rememberedKeys } from '#engine/flow/triggers/remembered.ts'
import type { ConditionSpec } from '#engine/flow/spec.ts'

export default {
  type: 'multiple',
  aliases: [
    'io.kestra.plugin.core.condition.MultipleCondition',
    'io.kestra.core.models.conditions.types.MultipleCondition',
  ],
  title: 'All within a window',
  description: 'Executions make these conditions true one after the other, within a window of time.',
  icon: 'list-checks',
  asks: 'execution',
  holds: 'map',
  remembers: true,
  properties: rememberedKeys,
} satisfies ConditionSpec
