import type { LocalText } from '#engine/flow/flow.ts'

/** The text in a language, else in English, else in the first one that there is. */
export function localText(text: LocalText | undefined, language = 'en'): string | undefined {
  if (text === undefined || typeof text === 'string') return text
  return text[language] ?? text.en ?? Object.values(text)[0]
}

/** `purchase-request` becomes `Purchase request`. */
export function titleFromId(id: string): string {
  const words = id
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_.]+/g, ' ')
    .trim()
    .toLowerCase()
  return words === '' ? id : words.charAt(0).toUpperCase() + words.slice(1)
}
