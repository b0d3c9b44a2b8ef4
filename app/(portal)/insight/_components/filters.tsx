'use client'

import { useTranslations } from 'next-intl'
import { Select } from '#components/ui/select.tsx'
import { useAddress } from '#components/ui/use-address.ts'
import type { InsightFlow } from '#server/insight/flows.ts'
import { keyOf, windows } from './windows.ts'

interface FiltersProps {
  flows: readonly InsightFlow[]
  chosen: string
  days: number
}

/** Of which flow, and how far back; both stand in the address. */
export function Filters({ flows, chosen, days }: FiltersProps) {
  const t = useTranslations('insight')
  const { put } = useAddress()
  const isOnly = (title: string) => flows.filter((flow) => flow.title === title).length === 1
  return (
    <div role="group" aria-label={t('filters')} className="flex flex-wrap gap-2">
      <Select
        aria-label={t('flow')}
        value={chosen}
        className="w-72 max-sm:w-full"
        onChange={(event) => {
          put({ flow: event.target.value })
        }}
      >
        {flows.map((flow) => (
          <option key={keyOf(flow)} value={keyOf(flow)}>
            {isOnly(flow.title) ? flow.title : `${flow.title} (${keyOf(flow)})`}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('window')}
        value={String(days)}
        className="w-48 max-sm:w-full"
        onChange={(event) => {
          put({ days: event.target.value })
        }}
      >
        {[...windows]
          .sort((a, b) => a - b)
          .map((window) => (
            <option key={window} value={window}>
              {t('lastDays', { days: window })}
            </option>
          ))}
      </Select>
    </div>
  )
}
