'use client'

import { Monitor, Moon, Smartphone, Sun } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { cn } from '#components/ui/cn.ts'
import { Notice } from '#components/ui/notice.tsx'
import { Select } from '#components/ui/select.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { SourceState } from '#components/yaml-editor/source-editor.tsx'
import { audiences, moments, type Audience, type Moment } from '#engine/flow/app.ts'
import { PreviewPage } from './preview-page.tsx'
import { PastExecution } from './past-execution.tsx'
import { usePreview } from './use-preview.ts'

interface AppPreviewProps {
  source: SourceState
  formKey: string
}

/** What people see at each moment, as one types: whoever looks, on a desk and on a phone, by day and by night. */
export function AppPreview({ source, formKey }: AppPreviewProps) {
  const t = useTranslations('studio.apps')
  const [moment, setMoment] = useState<Moment>('OPEN')
  const [as, setAs] = useState<Audience>('requester')
  const [executionId, setExecutionId] = useState<string>()
  const [narrow, setNarrow] = useState(false)
  const [dark, setDark] = useState(false)
  const { shown, trouble } = usePreview(source, {
    moment,
    as,
    ...(moment === 'OPEN' ? {} : { executionId }),
  })
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-b px-3 py-2">
        <Select
          aria-label={t('moment')}
          value={moment}
          onChange={(event) => {
            setMoment(moments.find((one) => one === event.target.value) ?? 'OPEN')
          }}
          className="w-auto"
        >
          {moments.map((one) => (
            <option key={one} value={one}>
              {t(`moments.${one}`)}
            </option>
          ))}
        </Select>
        <Select
          aria-label={t('lookAs')}
          value={as}
          onChange={(event) => {
            setAs(audiences.find((one) => one === event.target.value) ?? 'requester')
          }}
          className="w-auto"
        >
          {audiences.map((one) => (
            <option key={one} value={one}>
              {t(`audience.${one}`)}
            </option>
          ))}
        </Select>
        <span className="ml-auto flex gap-1">
          <Toggle label={t('phone')} on={narrow} onChange={setNarrow}>
            {narrow ? <Smartphone aria-hidden /> : <Monitor aria-hidden />}
          </Toggle>
          <Toggle label={t('dark')} on={dark} onChange={setDark}>
            {dark ? <Moon aria-hidden /> : <Sun aria-hidden />}
          </Toggle>
        </span>
        {moment === 'OPEN' ? null : (
          <PastExecution flow={shown?.page.flow} value={executionId} onChange={setExecutionId} />
        )}
      </div>
      {trouble ? <TroubleNotice error={trouble} className="m-3" /> : null}
      {source.valid || source.checking || !shown ? null : (
        <Notice tone="warning" className="m-3">
          <p>{t('oldPreview')}</p>
        </Notice>
      )}
      <div
        role="group"
        aria-label={t('preview')}
        tabIndex={0}
        style={{ colorScheme: dark ? 'dark' : 'light' }}
        className="max-h-[calc(100dvh-19rem)] min-h-80 overflow-y-auto bg-ground text-ink focus-visible:-outline-offset-2"
      >
        <div className={cn('p-5', narrow && 'mx-auto w-[390px] max-w-full border-x')}>
          {shown ? (
            <PreviewPage shown={shown} formKey={formKey} />
          ) : source.valid || source.checking ? (
            <Skeleton className="h-64" />
          ) : (
            <p className="text-sm text-ink-soft">{t('noPreview')}</p>
          )}
        </div>
      </div>
    </>
  )
}

interface ToggleProps {
  label: string
  on: boolean
  onChange(on: boolean): void
  children: ReactNode
}

function Toggle({ label, on, onChange, children }: ToggleProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={on}
      title={label}
      onClick={() => {
        onChange(!on)
      }}
      className={cn(
        'flex size-8 items-center justify-center rounded-sm max-sm:size-11 [&_svg]:size-4',
        on ? 'bg-accent-soft text-accent-strong' : 'text-ink-soft hover:bg-sunken',
      )}
    >
      {children}
    </button>
  )
}
