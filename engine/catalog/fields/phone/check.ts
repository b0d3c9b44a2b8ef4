import { isAbsent, visible, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

/** As E.164 has it: `+` and 7 to 15 digits, the first of which is no zero. */
const whole = /^\+[1-9]\d{6,14}$/

const check: FieldCheck = {
  read(raw, { options }) {
    if (isAbsent(raw)) return { value: undefined }
    const text = typeof raw === 'string' ? visible(raw.trim()).trim() : ''
    if (!/^[+\d][\d\s()./-]*$/.test(text)) return wrongType('PHONE')
    // "+49 (0)30" is written by many, and the zero in brackets is not dialled
    const digits = text.replace(/\(0\)/, '').replace(/[\s()./-]/g, '')
    const number = digits.startsWith('00') ? `+${digits.slice(2)}` : digits
    const code = typeof options.countryCode === 'string' ? options.countryCode : ''
    const international = number.startsWith('+') ? number : `${code}${number.replace(/^0/, '')}`
    return whole.test(international) ? { value: international } : wrongType('PHONE')
  },
}

export default check
