import { isAbsent, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

/** The id of an upload: no slash, dot or colon, so that no path or address can pass for one. */
const uploadId = /^[A-Za-z0-9_-]{8,64}$/

const check: FieldCheck = {
  upload: true,
  look: () => ({ tall: true }),
  read(raw) {
    if (isAbsent(raw)) return { value: undefined }
    return typeof raw === 'string' && uploadId.test(raw) ? { value: raw } : wrongType('FILE')
  },
}

export default check
