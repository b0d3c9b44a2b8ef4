import { z } from 'zod'
import type { FieldSpec } from '#engine/flow/spec.ts'

export default {
  type: 'OBJECT',
  aliases: [],
  title: 'Group',
  description:
    'Inputs that belong together, shown as one group. Expressions see a map: `inputs.address.city`. With `required: false` the whole group may be left out.',
  icon: 'group',
  value: 'object',
  holds: 'inputs',
  options: z.object({}),
} satisfies FieldSpec
