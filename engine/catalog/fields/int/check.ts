import { checkBounds } from '#engine/flow/inputs/bounds.ts'
import { isAbsent, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

const check: FieldCheck = {
  fromText: (text, _, plainNumber) => plainNumber(text),
  read(raw, input) {
    if (isAbsent(raw)) return { value: undefined }
    const number = typeof raw === 'string' && /^\s*[-+]?\d+\s*$/.test(raw) ? Number(raw) : raw
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) return wrongType('INT')
    return checkBounds(number === 0 ? 0 : number, input.options)
  },
}

export default check
