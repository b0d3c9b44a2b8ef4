import { checkCount } from '#engine/flow/inputs/length.ts'
import { readList } from '#engine/flow/inputs/list.ts'
import { chosenBy, namedOptions, optionsOf } from '#engine/flow/inputs/options.ts'
import { isAbsent, refused, textOf, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

const check: FieldCheck = {
  look: () => ({ group: true, tall: true }),
  fromText(text, { choices }) {
    const parts = text.split(/[;,|\n]/).filter((part) => part.trim() !== '')
    return parts.length > 0 ? parts.map((part) => chosenBy(part, choices)) : ''
  },
  read(raw, { options }) {
    const list = optionsOf(options)
    const first = options.autoSelectFirst === true ? list?.[0] : undefined
    if (isAbsent(raw)) return { value: first ? [first.value] : undefined }
    const sent = readList(raw)
    const texts = sent?.map(textOf)
    if (!texts?.every((text) => text !== undefined)) return wrongType('MULTISELECT')
    const chosen = [...new Set(texts)]
    if (chosen.length === 0) return { value: undefined }
    const values = list?.map((option) => option.value)
    if (values && options.allowCustomValue !== true && !chosen.every((text) => values.includes(text)))
      return refused('not-an-option', namedOptions(list ?? []))
    return checkCount(chosen, { least: options.minItems, most: options.maxItems })
  },
}

export default check
