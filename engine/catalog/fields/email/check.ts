import { isAbsent, refused, visible, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

/** As browsers judge `<input type="email">`, but a domain needs a dot. */
const address =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i

const check: FieldCheck = {
  read(raw, input) {
    if (isAbsent(raw)) return { value: undefined }
    const text = typeof raw === 'string' ? visible(raw.trim()).trim() : ''
    if (text.length > 254 || !address.test(text)) return wrongType('EMAIL')
    const domains = input.options.allowedDomains
    if (!Array.isArray(domains)) return { value: text }
    const domain = text.slice(text.lastIndexOf('@') + 1).toLowerCase()
    const allowed = domains.map((name) => String(name).toLowerCase())
    return allowed.includes(domain)
      ? { value: text }
      : refused('not-an-option', { values: allowed.join(', ') })
  },
}

export default check
