import { isAbsent, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

const words: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  '1': true,
  false: false,
  no: false,
  off: false,
  '0': false,
}

const check: FieldCheck = {
  read(raw) {
    if (isAbsent(raw)) return { value: undefined }
    if (typeof raw === 'boolean') return { value: raw }
    const word = typeof raw === 'string' ? raw.trim().toLowerCase() : ''
    const value = Object.hasOwn(words, word) ? words[word] : undefined
    return value === undefined ? wrongType('BOOL') : { value }
  },
}

export default check
