import { z } from 'zod'
import { jsonSchema } from '#engine/flow/inputs/json-schema/option.ts'
import type { FieldSpec } from '#engine/flow/spec.ts'

export default {
  type: 'JSON',
  aliases: [],
  title: 'JSON',
  description: 'Data written as JSON. Expressions see the lists, maps and values that it holds.',
  icon: 'braces',
  value: 'object',
  options: z.object({ jsonSchema }),
} satisfies FieldSpec
