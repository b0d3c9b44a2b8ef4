import type { Json, LocalText } from './flow.ts'

/** The text in a language (`de-AT` is read as `de` where there is no other), else in English, else in the first one that there is. */
export function localText(text: LocalText, language?: string): string
export function localText(text: LocalText | undefined, language?: string): string | undefined
export function localText(text: LocalText | undefined, language = 'en'): string | undefined {
  if (text === undefined || typeof text === 'string') return text
  const base = language.split('-', 1)[0] ?? language
  const own = [language, base, 'en'].find((one) => Object.hasOwn(text, one))
  return own === undefined ? Object.values(text)[0] : text[own]
}

/** Whether a value is a text for each language: `{en: …, de: …}`. */
export function isLocalText(value: Json): value is Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const entries = Object.entries(value)
  return (
    entries.length > 0 && entries.every(([key, text]) => languageTag.test(key) && typeof text === 'string')
  )
}

export const languageTag = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/
