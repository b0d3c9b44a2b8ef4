import { checkCount } from '#engine/flow/inputs/length.ts'
import { readList } from '#engine/flow/inputs/list.ts'
import { isAbsent, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

/** The id of an upload: no slash, dot or colon, so that no path or address can pass for one. */
const isUploadId = (raw: unknown): raw is string =>
  typeof raw === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(raw)

const check: FieldCheck = {
  upload: true,
  look: ({ many }) => (many === true ? { tall: true, group: true } : { tall: true }),
  read(raw, { options }) {
    if (isAbsent(raw)) return { value: undefined }
    if (options.many !== true) return isUploadId(raw) ? { value: raw } : wrongType('FILE')
    const sent = readList(raw)
    if (!sent?.every(isUploadId)) return wrongType('FILE')
    const once = [...new Set(sent)]
    if (once.length === 0) return { value: undefined }
    return checkCount(once, { least: options.minItems, most: options.maxItems })
  },
}

export default check
