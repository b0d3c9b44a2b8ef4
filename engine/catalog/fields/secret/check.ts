import { checkLength } from '#engine/flow/inputs/length.ts'
import { isAbsent, textOf, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

const check: FieldCheck = {
  secret: true,
  read(raw, input) {
    if (isAbsent(raw)) return { value: undefined }
    const text = textOf(raw)
    if (text === undefined) return wrongType('SECRET')
    return checkLength(text, input.options)
  },
}

export default check
