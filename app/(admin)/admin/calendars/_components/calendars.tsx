import { SearchX } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import Link from 'next/link'
import { buttonStyle } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { CalendarSummary } from '#server/calendars/view.ts'

/** There is one from the start, so where none is listed none fits. */
export function Calendars({ calendars }: { calendars: readonly CalendarSummary[] }) {
  const t = useTranslations('calendars')
  const format = useFormatter()
  if (calendars.length === 0)
    return (
      <EmptyState
        icon={SearchX}
        title={t('noneFits')}
        action={
          <Link href="/admin/calendars" className={buttonStyle({})}>
            {t('showAll')}
          </Link>
        }
      />
    )
  return (
    <Table label={t('title')}>
      <thead>
        <tr>
          <Th>{t('name')}</Th>
          <Th>{t('slug')}</Th>
          <Th>{t('zone')}</Th>
          <Th>{t('publicHolidays')}</Th>
          <Th className="text-right">{t('hoursAWeek')}</Th>
          <Th className="text-right">{t('flows')}</Th>
        </tr>
      </thead>
      <tbody>
        {calendars.map(({ slug, name, zone, country, region, weekMinutes, flowCount }) => (
          <Tr key={slug}>
            <Td className="min-w-40">
              <Link
                href={`/admin/calendars/${encodeURIComponent(slug)}`}
                className="font-medium wrap-anywhere hover:underline"
              >
                {name}
              </Link>
            </Td>
            <Td className="font-mono text-xs">{slug}</Td>
            <Td className="whitespace-nowrap">{zone}</Td>
            <Td className="whitespace-nowrap">
              {country ? [country, region].filter(Boolean).join('-') : '–'}
            </Td>
            <Td className="text-right tabular-nums">
              {format.number(weekMinutes / 60, { maximumFractionDigits: 1 })}
            </Td>
            <Td className="text-right tabular-nums">{flowCount}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
