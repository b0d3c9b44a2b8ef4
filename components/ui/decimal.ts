/** A number as people write it (`1,200.50`, `12,5`, `1 200`) with a point and no grouping; a text that is none stays as it is. */
export function plainDecimal(text: string): string {
  const compact = text.trim().replace(/[\s\u00a0\u202f']/g, '')
  if (/^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(compact)) return compact.replaceAll(',', '')
  if (/^[-+]?\d{1,3}(\.\d{3})+,\d*$/.test(compact)) return compact.replaceAll('.', '').replace(',', '.')
  if (/^[-+]?\d+,\d+$/.test(compact)) return compact.replace(',', '.')
  return /^[-+]?[\d.]+$/.test(compact) ? compact : text
}
