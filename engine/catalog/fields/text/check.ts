import { checkLength } from '#engine/flow/inputs/length.ts'
import { isAbsent, textOf, visible, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

const check: FieldCheck = {
  look: () => ({ tall: true }),
  read(raw, input) {
    if (isAbsent(raw)) return { value: undefined }
    const text = textOf(raw)
    if (text === undefined) return wrongType('TEXT')
    // A multipart body spells a line's end as CR LF; a flow should see what the person sees.
    const seen = visible(text.replaceAll('\r\n', '\n'))
    return seen === '' ? { value: undefined } : checkLength(seen, input.options)
  },
}

export default check
