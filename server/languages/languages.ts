/** Languages that the interface speaks, with their own names. A person's language may be another one: app texts may have it. */
export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages
/** As `Intl` knows them. */
export type Locale = Exclude<Language, 'en'> | 'en-GB'

/** The interface's language for a wish such as `de-AT`; undefined: it does not speak it. */
export function spoken(wish: string | undefined): Language | undefined {
  const base = wish?.trim().split('-', 1)[0]?.toLowerCase()
  return base !== undefined && Object.hasOwn(languages, base) ? (base as Language) : undefined
}

/** The interface's language for a person's; English where it does not speak that. */
export function languageFor(wish: string | undefined): Language {
  return spoken(wish) ?? 'en'
}

/** How dates and numbers of a language are written: in English as most of the world writes them, not month first. */
export function localeFor(language: Language): Locale {
  return language === 'en' ? 'en-GB' : language
}

/** The first of an `Accept-Language` header, by its weights, that the interface speaks. */
export function acceptedLanguage(header: string | null | undefined): Language | undefined {
  const wishes = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.split(';')
      const weight = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find(Boolean)
      return { tag, weight: weight === undefined ? 1 : Number(weight) }
    })
  return wishes
    .filter(({ tag, weight }) => weight > 0 && spoken(tag))
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => spoken(tag))[0]
}
