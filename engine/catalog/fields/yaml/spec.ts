import { z } from 'zod'
import { jsonSchema } from '#engine/flow/inputs/json-schema/option.ts'
import type { FieldSpec } from '#engine/flow/spec.ts'

export default {
  type: 'YAML',
  aliases: [],
  title: 'YAML',
  description: 'Data written as YAML. Expressions see the lists, maps and values that it holds.',
  icon: 'file-code',
  value: 'object',
  options: z.object({ jsonSchema }),
} satisfies FieldSpec
