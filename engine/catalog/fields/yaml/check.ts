import { bounded } from '#engine/flow/inputs/json-text.ts'
import { isAbsent } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

const check: FieldCheck = {
  format: 'yaml',
  look: () => ({ tall: true }),
  read(raw) {
    if (isAbsent(raw)) return { value: undefined }
    return typeof raw === 'string' ? { value: raw } : bounded(raw)
  },
}

export default check
