/** A list as it is, as JSON text, or one value alone, as a form part that came once; undefined for JSON that is no list. */
export function readList(raw: unknown): unknown[] | undefined {
  if (Array.isArray(raw)) return raw
  if (typeof raw !== 'string') return typeof raw === 'object' ? undefined : [raw]
  const text = raw.trim()
  if (!text.startsWith('[')) return [raw]
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}
