import { cookieLine, cookieOf } from '#server/session-cookie.ts'
import { acceptedLanguage, spoken, type Language } from './languages.ts'

const suffix = '-language'
const yearSeconds = 31_536_000

/** What a browser wants to read: what was chosen in it, else what it says of itself. */
export function wantedLanguage(from: Headers): Language | undefined {
  return spoken(cookieOf(from, suffix)) ?? acceptedLanguage(from.get('accept-language'))
}

/** The Set-Cookie line by which a browser keeps the choice. */
export function languageLine(language: Language): string {
  return cookieLine(suffix, language, yearSeconds)
}
