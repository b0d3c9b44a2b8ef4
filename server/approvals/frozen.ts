import type { ShownValue } from '#engine/flow/approvals/types.ts'
import type { Flow, JsonObject, LocalText } from '#engine/flow/flow.ts'
import { localText } from '#engine/flow/local-text.ts'
import { db } from '#server/db.ts'
import { languages, languageFor, type Language } from '#server/languages/languages.ts'
import { writeOut } from '#server/requests/shown-value.ts'
import type { ApprovalProperties } from './properties.ts'
import { shownOf } from './shown.ts'

/** What a decider reads. */
export interface Seen {
  title: string
  /** Markdown. */
  message?: string
  show: ShownValue[]
}

/** What deciders read, in English and in each other language of the interface: frozen together, whoever reads it in which. */
export interface Frozen extends Seen {
  translations: Partial<Record<Language, Seen>>
}

/** Writes out in each language what deciders will see. Instants are told in UTC: it stays the same for all of them. */
export async function frozenFor(
  flow: Flow,
  { title, message, show }: Pick<ApprovalProperties, 'title' | 'message' | 'show'>,
  context: JsonObject,
): Promise<Frozen> {
  const inLanguage = async (language: Language): Promise<Seen> => {
    const reader = { language, timeZone: 'UTC' }
    return {
      title: localText(title, language),
      message: localText(message, language),
      show: await writeOut(db, shownOf(flow, show, { context, reader }), reader),
    }
  }
  const others = Object.keys(languages).filter((language): language is Language => language !== 'en')
  const written = await Promise.all(
    others.map(async (language) => [language, await inLanguage(language)] as const),
  )
  return { ...(await inLanguage('en')), translations: Object.fromEntries(written) }
}

/** A stored approval as somebody reads it; one from before there were translations in English. */
export function seenIn(
  approval: { title: string; message: string | null; show: unknown; translations: unknown },
  language: string,
): Seen {
  // what stands there was made by `frozenFor` and by nothing else
  const translations = (approval.translations ?? {}) as Frozen['translations']
  const { title, message, show } = approval
  return (
    translations[languageFor(language)] ?? {
      title,
      message: message ?? undefined,
      show: show as ShownValue[],
    }
  )
}

/** A text, or each language's, changed in the same way. */
export function inEach(text: LocalText, change: (text: string) => string): LocalText {
  if (typeof text === 'string') return change(text)
  return Object.fromEntries(Object.entries(text).map(([language, one]) => [language, change(one)]))
}
