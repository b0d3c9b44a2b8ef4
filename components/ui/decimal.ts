/**
 * A number as people write it (`1,200.50`, `12,5`, `1 200`) with a point and no grouping; a text that is none stays as it is.
 * `comma`: it is written with a decimal comma here, so that `1.200` is twelve hundred and `1,200` little more than one.
 */
export function plainDecimal(text: string, comma = false): string {
  const compact = text.trim().replace(/[\s\u00a0\u202f']/g, '')
  if (comma) {
    if (/^[-+]?\d{1,3}(\.\d{3})+$/.test(compact)) return compact.replaceAll('.', '')
    if (/^[-+]?\d+,\d*$/.test(compact)) return compact.replace(',', '.')
  }
  if (/^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(compact)) return compact.replaceAll(',', '')
  if (/^[-+]?\d{1,3}(\.\d{3})+,\d*$/.test(compact)) return compact.replaceAll('.', '').replace(',', '.')
  if (/^[-+]?\d+,\d+$/.test(compact)) return compact.replace(',', '.')
  return /^[-+]?[\d.]+$/.test(compact) ? compact : text
}

/** Whether numbers have a decimal comma in a language. */
export function hasDecimalComma(locale: string): boolean {
  return new Intl.NumberFormat(locale).format(0.5).includes(',')
}

/** A plain number as it is written with a decimal comma or without; a text that is none stays as it is. */
export function writtenDecimal(plain: string, comma: boolean): string {
  return comma && /^[-+]?\d*\.\d+$/.test(plain) ? plain.replace('.', ',') : plain
}
