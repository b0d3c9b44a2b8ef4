import { getRequestConfig } from 'next-intl/server'
import { headers } from 'next/headers'
import { wantedLanguage } from '#server/languages/chosen.ts'
import { languageFor, localeFor } from '#server/languages/languages.ts'
import { viewer } from './_frame/viewer.ts'

const texts = {
  en: () => import('../messages/en.json'),
  de: () => import('../messages/de.json'),
}

/** The person's language and time zone; who is not signed in reads what the browser asks for. */
export default getRequestConfig(async () => {
  const person = await viewer()
  const language = person ? languageFor(person.language) : (wantedLanguage(await headers()) ?? 'en')
  return {
    locale: localeFor(language),
    timeZone: person?.timeZone ?? 'UTC',
    now: new Date(),
    messages: (await texts[language]()).default,
  }
})
