import { z } from 'zod'
import type { FieldSpec } from '#engine/flow/spec.ts'

export default {
  type: 'FORM',
  aliases: [],
  title: 'Step of the form',
  description:
    'Inputs that are shown together as one step of the form. Expressions see a map: `inputs.equipment.laptop`. With `required: false` the whole step may be left out.',
  icon: 'panels-top-left',
  value: 'object',
  holds: 'inputs',
  options: z.object({}),
} satisfies FieldSpec
