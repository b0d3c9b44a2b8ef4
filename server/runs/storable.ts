/** What JSON can spell and Postgres cannot store: NUL and halves of surrogate pairs, outside of an escaped backslash. */
const unstorable = /(?<=(?:^|[^\\])(?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g

/** A value as JSON text that Postgres takes; characters that it cannot store become U+FFFD. */
export function storable(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  return text.includes('\\u') ? text.replace(unstorable, '\ufffd') : text
}
