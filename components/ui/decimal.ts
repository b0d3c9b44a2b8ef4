/**
 * A number as people write it (`1,200.50`, `12,5`, `1 200`) with a point and no grouping; a text that is none stays as it is.
 * `comma`: it is written with a decimal comma here, so that `1.200` is twelve hundred and `1,200` little more than one.
 */
export function plainDecimal(text: string, comma = false): string {
  const compact = plainDigits(text.trim()).replace(/[\s\u00a0\u202f\u200b-\u200f\u2060\ufeff'’٬]/g, '')
  if (comma) {
    if (/^[-+]?\d{1,3}(\.\d{3})+$/.test(compact)) return compact.replaceAll('.', '')
    if (/^[-+]?\d+,\d*$/.test(compact)) return compact.replace(',', '.')
  }
  if (/^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(compact)) return compact.replaceAll(',', '')
  if (/^[-+]?\d{1,3}(\.\d{3})+,\d*$/.test(compact)) return compact.replaceAll('.', '').replace(',', '.')
  if (/^[-+]?\d+,\d+$/.test(compact)) return compact.replace(',', '.')
  return /^[-+]?[\d.]+$/.test(compact) ? compact : text
}

/** Where the ten digits of other scripts begin: Arabic, Persian and Urdu, Devanagari, full width. */
const zeros = [0x660, 0x6f0, 0x966, 0xff10]

/** Digits and separators of other scripts as the ones that all scripts share. */
function plainDigits(text: string): string {
  const digits = text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0
    const zero = zeros.find((one) => code >= one && code < one + 10)
    return zero === undefined ? digit : String(code - zero)
  })
  return digits.replaceAll('٫', '.').replaceAll('．', '.').replaceAll('，', ',').replaceAll('−', '-')
}

/** Whether numbers have a decimal comma in a language. */
export function hasDecimalComma(locale: string): boolean {
  return new Intl.NumberFormat(locale).format(0.5).includes(',')
}

/** A plain number as it is written with a decimal comma or without; a text that is none stays as it is. */
export function writtenDecimal(plain: string, comma: boolean): string {
  return comma && /^[-+]?\d*\.\d+$/.test(plain) ? plain.replace('.', ',') : plain
}
