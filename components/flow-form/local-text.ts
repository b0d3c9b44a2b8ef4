import type { LocalText } from '#engine/flow/flow.ts'

/** The text in the reader's language, else English, else the first there is. */
export function localText(text: LocalText | undefined, locale: string): string | undefined {
  if (text === undefined || typeof text === 'string') return text
  return text[locale] ?? text.en ?? Object.values(text)[0]
}
