import { isAbsent, refused, visible, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

/** A scheme, two slashes, and something behind them that holds no blank. */
const address = /^([a-z][a-z0-9+.-]*):\/\/[^\s/?#]\S*$/i
const withPath = /^([a-z][a-z0-9+.-]*):\/\/\/\S+$/i

const check: FieldCheck = {
  read(raw, { options }) {
    if (isAbsent(raw)) return { value: undefined }
    const text = typeof raw === 'string' ? visible(raw.trim()).trim() : ''
    const scheme = (address.exec(text) ?? withPath.exec(text))?.[1]?.toLowerCase()
    if (scheme === undefined || text.length > 2048 || !URL.canParse(text)) return wrongType('URI')
    const allowed = Array.isArray(options.allowedSchemes) ? options.allowedSchemes.map(String) : undefined
    return !allowed || allowed.includes(scheme)
      ? { value: text }
      : refused('not-an-option', { values: allowed.map((one) => `${one}://`).join(', ') })
  },
}

export default check
