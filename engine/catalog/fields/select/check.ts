import { chosenBy, namedOptions, optionsOf } from '#engine/flow/inputs/options.ts'
import { isAbsent, refused, textOf, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

const check: FieldCheck = {
  look: ({ isRadio }) => (isRadio === true ? { group: true } : {}),
  fromText: (text, { choices }) => chosenBy(text, choices),
  read(raw, input) {
    const options = optionsOf(input.options)
    if (isAbsent(raw))
      return { value: input.options.autoSelectFirst === true ? options?.[0]?.value : undefined }
    const text = textOf(raw)
    if (text === undefined) return wrongType('SELECT')
    if (!options || input.options.allowCustomValue === true) return { value: text }
    const values = options.map((option) => option.value)
    return values.includes(text) ? { value: text } : refused('not-an-option', namedOptions(options))
  },
}

export default check
