import { readJsonText } from '#engine/flow/inputs/json-text.ts'
import { isAbsent } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

const check: FieldCheck = {
  look: () => ({ tall: true }),
  read(raw) {
    return isAbsent(raw) ? { value: undefined } : readJsonText(raw, 'JSON')
  },
}

export default check
