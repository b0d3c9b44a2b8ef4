import { isAbsent, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

/** The inputs that it holds are read one by one; of itself it is a map or nothing. */
const check: FieldCheck = {
  step: true,
  read(raw) {
    if (isAbsent(raw)) return { value: undefined }
    return typeof raw === 'object' && !Array.isArray(raw) ? { value: undefined } : wrongType('FORM')
  },
}

export default check
