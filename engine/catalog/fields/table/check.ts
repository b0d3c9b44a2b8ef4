import { checkCount } from '#engine/flow/inputs/length.ts'
import { bounded } from '#engine/flow/inputs/json-text.ts'
import { readList } from '#engine/flow/inputs/list.ts'
import { isAbsent, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

const isRow = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

const check: FieldCheck = {
  look: () => ({ group: true, tall: true }),
  read(raw, { options }) {
    if (isAbsent(raw)) return { value: undefined }
    const sent = readList(raw)
    if (!sent?.every(isRow)) return wrongType('TABLE')
    if (sent.length === 0 && options.minRows === undefined) return { value: undefined }
    const read = bounded(sent)
    if ('problem' in read || !Array.isArray(read.value)) return read
    return checkCount(read.value, { least: options.minRows, most: options.maxRows })
  },
}

export default check
