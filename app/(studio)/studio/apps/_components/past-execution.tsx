'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useResource } from '#components/live/use-resource.ts'
import { Select } from '#components/ui/select.tsx'
import type { Page } from '#server/requests/view.ts'
import type { RunRow } from '#server/runs/view.ts'

interface PastExecutionProps {
  /** `namespace/id`; absent: not known yet. */
  flow: string | undefined
  value: string | undefined
  onChange(executionId: string | undefined): void
}

const size = '20'

/** Values to look at the page with: made-up ones, or those of one of the flow's latest executions. */
export function PastExecution({ flow, value, onChange }: PastExecutionProps) {
  const t = useTranslations('studio.apps')
  const format = useFormatter()
  const [namespace = '', flowId = ''] = flow?.split('/') ?? []
  const query = new URLSearchParams({ size, 'filters[namespace][EQUALS]': namespace, flowId })
  const { data } = useResource<Page<RunRow>>(`/executions/search?taskRuns=false&${query.toString()}`, {
    enabled: flow !== undefined,
  })
  return (
    <Select
      aria-label={t('values')}
      value={value ?? ''}
      onChange={(event) => {
        onChange(event.target.value || undefined)
      }}
      className="w-full"
    >
      <option value="">{t('examples')}</option>
      {(data?.results ?? []).map(({ id, state }) => (
        <option key={id} value={id}>
          {t('execution', {
            id: id.slice(0, 8),
            state: state.current,
            when: format.dateTime(new Date(state.startDate), { dateStyle: 'medium', timeStyle: 'short' }),
          })}
        </option>
      ))}
    </Select>
  )
}
