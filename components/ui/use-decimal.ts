import { useLocale } from 'next-intl'
import { useState } from 'react'
import { hasDecimalComma, plainDecimal, writtenDecimal } from './decimal.ts'

interface DecimalText {
  /** What stands in the control: as it was typed, and once it is left as the reader's language writes it. */
  text: string
  type(text: string): void
  leave(): void
}

/** A number in the reader's way of writing. `plain` and what `onChange` gets have a point and no grouping. */
export function useDecimal(plain: string, onChange: (plain: string) => void): DecimalText {
  const comma = hasDecimalComma(useLocale())
  const [typed, setTyped] = useState<string>()
  return {
    // what was changed from outside meanwhile is no longer what was typed
    text: typed !== undefined && plainDecimal(typed, comma) === plain ? typed : writtenDecimal(plain, comma),
    type: (text) => {
      setTyped(text)
      onChange(plainDecimal(text, comma))
    },
    leave: () => {
      setTyped(undefined)
    },
  }
}
