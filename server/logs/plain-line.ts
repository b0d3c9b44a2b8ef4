/** A longer line is cut: one line must not fill the database. */
const longestLine = 32_000
const loneSurrogates = /\p{Cs}/gu

/** A line as it can be stored: Postgres takes no NUL, and half a surrogate pair is no text. */
export function plainLine(message: string): string {
  const text = message.replaceAll('\0', '').replace(loneSurrogates, '\ufffd')
  return text.length > longestLine ? `${text.slice(0, longestLine)} … (cut)` : text
}
