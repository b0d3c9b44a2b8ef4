import { isAbsent, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

/** As spreadsheets write it. */
const words: Readonly<Record<string, boolean>> = {
  yes: true,
  no: false,
  ja: true,
  nein: false,
  true: true,
  false: false,
  wahr: true,
  falsch: false,
  x: true,
  '1': true,
  '0': false,
}

const check: FieldCheck = {
  look: () => ({ group: true }),
  fromText: (text) => (Object.hasOwn(words, text.toLowerCase()) ? words[text.toLowerCase()] : text),
  read(raw) {
    if (isAbsent(raw)) return { value: undefined }
    if (typeof raw === 'boolean') return { value: raw }
    const word = typeof raw === 'string' ? raw.trim().toLowerCase() : ''
    return word === 'true' || word === 'false' ? { value: word === 'true' } : wrongType('BOOL')
  },
}

export default check
