import { isAbsent, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

const check: FieldCheck = {
  look: () => ({ group: true }),
  read(raw) {
    if (isAbsent(raw)) return { value: undefined }
    if (typeof raw === 'boolean') return { value: raw }
    const word = typeof raw === 'string' ? raw.trim().toLowerCase() : ''
    return word === 'true' || word === 'false' ? { value: word === 'true' } : wrongType('BOOL')
  },
}

export default check
