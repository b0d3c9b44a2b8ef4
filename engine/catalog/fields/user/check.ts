import { readNames } from '#engine/flow/inputs/names.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

const check: FieldCheck = {
  directory: 'people',
  look: ({ many }) => (many === true ? { group: true } : {}),
  read: (raw, { options }) => readNames(raw, options, { type: 'USER', key: 'id' }),
}

export default check
