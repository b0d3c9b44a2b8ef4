import { createTranslator } from 'next-intl'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import type { Quorum } from '#engine/flow/approvals/types.ts'
import german from '#messages/de.json'
import english from '#messages/en.json'
import { localeFor, type Language } from '#server/languages/languages.ts'

/** Who is asked, as a flow rendered it: `[deciders, order]`. */
type Who = [Json, Json]

/** Slugs, ids and mails that are named in it. */
export function namesIn(who: string): string[] {
  return groupsIn(who).flatMap(({ group, people, managersOf }) => [...group, ...people, ...managersOf])
}

const translators = {
  en: createTranslator({ locale: localeFor('en'), messages: english, namespace: 'studio.simulation.who' }),
  de: createTranslator({ locale: 'de', messages: german, namespace: 'studio.simulation.who' }),
}

/** In words: "Finance (2 of them), then Ana Ruiz". @param names what people call them, in lower case */
export function decidersText(who: string, names: ReadonlyMap<string, string>, language: Language): string {
  const t = translators[language]
  const [, order] = JSON.parse(who) as Who
  const called = (name: string) => names.get(name.toLowerCase()) ?? name
  const joined = (texts: readonly string[], by: 'and' | 'then') =>
    texts.length === 0 ? '' : texts.reduce((first, next) => t(by, { first, next }))
  const texts = groupsIn(who).map(({ group, people, managersOf, quorum }) => {
    const all = [
      ...group.map(called),
      ...people.map(called),
      ...managersOf.map((name) => t('managerOf', { name: called(name) })),
    ]
    const text = joined(all, 'and')
    const many = group.length > 0 || all.length > 1
    if (!many || quorum === undefined) return text
    const enough = quorum === 'any' || quorum === 'all' ? t(quorum) : t('some', { quorum: String(quorum) })
    return t('quorum', { who: text, quorum: enough })
  })
  return order === 'sequential' ? joined(texts, 'then') : texts.join(', ')
}

interface Group {
  group: string[]
  people: string[]
  managersOf: string[]
  quorum?: Quorum
}

function groupsIn(who: string): Group[] {
  const [deciders] = JSON.parse(who) as Who
  if (!Array.isArray(deciders)) return []
  return deciders.filter(isMap).map((one) => ({
    group: listOf(one.group),
    people: [...listOf(one.user), ...listOf(one.users)],
    managersOf: listOf(one.managerOf),
    quorum: (one.quorum ?? undefined) as Quorum | undefined,
  }))
}

function listOf(value: Json | undefined): string[] {
  const list = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : []
  return list.flatMap((one) => (typeof one === 'string' && one.trim() !== '' ? [one.trim()] : []))
}

function isMap(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
