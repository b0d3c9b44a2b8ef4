import { readNames } from '#engine/flow/inputs/names.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

const check: FieldCheck = {
  directory: 'groups',
  look: ({ many }) => (many === true ? { group: true } : {}),
  read: (raw, { options }) => readNames(raw, options, { type: 'GROUP', key: 'slug' }),
}

export default check
