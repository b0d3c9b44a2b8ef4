import { checkBounds } from '#engine/flow/inputs/bounds.ts'
import { isAbsent, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

const decimal = /^\s*[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?\s*$/

const check: FieldCheck = {
  fromText: (text, _, plainNumber) => plainNumber(text),
  read(raw, input) {
    if (isAbsent(raw)) return { value: undefined }
    const number = typeof raw === 'string' && decimal.test(raw) ? Number(raw) : raw
    if (typeof number !== 'number' || !Number.isFinite(number)) return wrongType('FLOAT')
    return checkBounds(number, input.options)
  },
}

export default check
