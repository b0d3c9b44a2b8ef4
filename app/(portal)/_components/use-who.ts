'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { PersonView } from '#server/requests/view.ts'
import { usePersonName } from './use-person-name.ts'

const most = 3

/** Who has it: "Ana Ruiz or Ben Okafor", "Finance", "Ana Ruiz, Ben Okafor or 4 others"; `undefined` where nobody is asked. */
export function useWho(): (asked: {
  people: readonly PersonView[]
  groups: readonly string[]
}) => string | undefined {
  const t = useTranslations('portal')
  const format = useFormatter()
  const nameOf = usePersonName()
  return ({ people, groups }) => {
    if (people.length > most && groups.length > 0) return format.list(groups, { type: 'disjunction' })
    const names = people.slice(0, most).map(nameOf)
    const others = people.length - names.length
    const all = others > 0 ? [...names, t('others', { count: others })] : names
    if (all.length === 0) return groups.length > 0 ? format.list(groups, { type: 'disjunction' }) : undefined
    const who = format.list(all, { type: 'disjunction' })
    return groups.length === 1 ? t('personOf', { who, group: groups[0] ?? '' }) : who
  }
}
