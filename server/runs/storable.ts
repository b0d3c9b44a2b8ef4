/** An escape of a JSON text, whole, so that a backslash that is escaped itself begins no other; first those that Postgres cannot store. */
const escapes = /\\(u0000|ud[89a-f][0-9a-f]{2}|[^])/g

/** A value as JSON text that Postgres takes; NUL and halves of surrogate pairs, which it cannot store, become U+FFFD. */
export function storable(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  if (!text.includes('\\u')) return text
  return text.replace(escapes, (escape) => (escape.length > 2 ? '\ufffd' : escape))
}

/** The same of a text that a column holds as it is. */
export function storableText(text: string): string {
  return JSON.parse(storable(text)) as string
}
