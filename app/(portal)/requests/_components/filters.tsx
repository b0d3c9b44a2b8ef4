'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { useAddress } from '#components/ui/use-address.ts'
import { outcomes } from './outcomes.ts'

interface FiltersProps {
  apps: readonly { id: string; displayName: string }[]
  /** Whether everybody's may be seen. */
  everybody: boolean
}

interface ParamProps {
  name: string
  label: string
}

/** What the list is cut down to; all of it stands in the address. */
export function Filters({ apps, everybody }: FiltersProps) {
  const t = useTranslations('requests')
  const words = useTranslations('outcome')
  return (
    <div role="group" aria-label={t('filters')} className="contents">
      <ParamSelect name="outcome" label={t('outcome')}>
        <option value="">{t('allOutcomes')}</option>
        {['DRAFT' as const, ...outcomes].map((outcome) => (
          <option key={outcome} value={outcome}>
            {words(outcome)}
          </option>
        ))}
      </ParamSelect>
      <ParamSelect name="app" label={t('app')}>
        <option value="">{t('allApps')}</option>
        {apps.map(({ id, displayName }) => (
          <option key={id} value={id}>
            {displayName}
          </option>
        ))}
      </ParamSelect>
      <ParamSelect name="scope" label={t('whose')}>
        <option value="">{t('mine')}</option>
        <option value="following">{t('following')}</option>
        {everybody ? <option value="all">{t('everybody')}</option> : null}
      </ParamSelect>
      <ParamSelect name="order" label={t('order')}>
        <option value="">{t('orders.newest')}</option>
        <option value="oldest">{t('orders.oldest')}</option>
        <option value="changed">{t('orders.changed')}</option>
        <option value="title">{t('orders.title')}</option>
      </ParamSelect>
      <div className="flex gap-2 max-sm:w-full">
        <ParamDay name="from" label={t('from')} />
        <ParamDay name="to" label={t('to')} />
      </div>
    </div>
  )
}

function ParamSelect({ name, label, children }: ParamProps & { children: ReactNode }) {
  const { params, put } = useAddress()
  return (
    <Select
      aria-label={label}
      value={params.get(name) ?? ''}
      onChange={(event) => {
        put({ [name]: event.target.value })
      }}
      className="w-40 max-sm:w-[calc(50%-0.25rem)]"
    >
      {children}
    </Select>
  )
}

function ParamDay({ name, label }: ParamProps) {
  const { params, put } = useAddress()
  return (
    <label className="flex items-center gap-1.5 text-sm text-ink-soft max-sm:w-1/2 max-sm:flex-col max-sm:items-start max-sm:gap-0.5">
      {label}
      <Input
        type="date"
        value={params.get(name) ?? ''}
        onChange={(event) => {
          put({ [name]: event.target.value })
        }}
        className="w-38 max-sm:w-full"
      />
    </label>
  )
}
