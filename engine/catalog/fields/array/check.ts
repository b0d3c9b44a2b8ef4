import { checkCount } from '#engine/flow/inputs/length.ts'
import { bounded } from '#engine/flow/inputs/json-text.ts'
import { readList } from '#engine/flow/inputs/list.ts'
import { isAbsent, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

const check: FieldCheck = {
  look: () => ({ group: true }),
  read(raw, { options }) {
    if (isAbsent(raw)) return { value: undefined }
    const sent = readList(raw)
    if (!sent) return wrongType('ARRAY')
    const read = bounded(sent)
    if ('problem' in read || !Array.isArray(read.value)) return read
    return checkCount(read.value, { least: options.minItems, most: options.maxItems })
  },
}

export default check
