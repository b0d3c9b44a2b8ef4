'use client'

import { useTranslations } from 'next-intl'
import { Avatar } from '#components/ui/avatar.tsx'
import { Section } from '#components/ui/card.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { PersonInsight } from '#server/insight/view.ts'
import { Late } from './late.tsx'
import { isWorkingTime, longestOf, Times } from './times.tsx'

/** Who decides: how long it takes them, and what they have before them now. */
export function PeopleTable({ people }: { people: readonly PersonInsight[] }) {
  const t = useTranslations('insight')
  const longest = longestOf(people)
  const working = isWorkingTime(people)
  if (people.length === 0) return null
  return (
    <Section id="people" title={t('people')}>
      <Table label={t('people')}>
        <thead>
          <tr>
            <Th>{t('person')}</Th>
            <Th>{t(working ? 'workingTime' : 'time')}</Th>
            <Th className="text-right">{t('decided')}</Th>
            <Th className="text-right">{t('approved')}</Th>
            <Th className="text-right">{t('waiting')}</Th>
          </tr>
        </thead>
        <tbody>
          {people.map((row) => (
            <Tr key={row.person.id}>
              <Td>
                <span className="flex items-center gap-2 font-medium">
                  <Avatar name={row.person.name} />
                  {row.person.name}
                </span>
              </Td>
              <Td>
                <Times {...row} titled={working} longest={longest} />
              </Td>
              <Td className="text-right tabular-nums">{row.decided}</Td>
              <Td className="text-right tabular-nums">{row.approved}</Td>
              <Td className="text-right">
                <Late {...row} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}
