import { checkLength } from '#engine/flow/inputs/length.ts'
import { isAbsent, textOf, visible, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

const check: FieldCheck = {
  read(raw, input) {
    if (isAbsent(raw)) return { value: undefined }
    const text = textOf(raw)
    if (text === undefined) return wrongType('STRING')
    const seen = visible(text)
    return seen === '' ? { value: undefined } : checkLength(seen, input.options)
  },
}

export default check
