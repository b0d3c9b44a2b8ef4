'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Card, Section } from '#components/ui/card.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Select } from '#components/ui/select.tsx'
import type { NoticeSettings as Settings, SettingsChange } from '#server/notices/settings.ts'
import { topics, ways, type Way } from '#server/notices/topics.ts'

const path = '/me/notice-settings'
/** What quiet hours begin as. */
const night = { from: '20:00', until: '07:00' }

/** What one hears by mail, and when. Each change is kept at once. */
export function NoticeSettings({ initial }: { initial: Settings }) {
  const t = useTranslations('notices')
  const client = useQueryClient()
  const { data = initial } = useResource<Settings>(path, { initial })
  const [trouble, setTrouble] = useState<unknown>()
  const [saved, setSaved] = useState(false)

  const latest = useRef<SettingsChange>(undefined)

  async function change(wish: SettingsChange) {
    latest.current = wish
    setTrouble(undefined)
    setSaved(false)
    // what was chosen stays chosen while it is on its way
    client.setQueryData<Settings>([path], (known = data) => changed(known, wish))
    try {
      const kept = await send<Settings>('PATCH', path, { body: wish })
      if (latest.current !== wish) return
      client.setQueryData([path], kept)
      setSaved(true)
    } catch (error) {
      setTrouble(error)
      client.setQueryData([path], data)
      await client.invalidateQueries({ queryKey: [path] })
    }
  }

  return (
    <Section
      id="notices"
      title={t('title')}
      actions={
        <span role="status" className="text-sm text-ink-faint">
          {saved ? t('saved') : ''}
        </span>
      }
    >
      {data.mail ? null : (
        <Notice tone="info">
          <p>{t('noMail')}</p>
        </Notice>
      )}
      <p className="text-sm text-ink-soft">{t('text', { time: data.digestAt, zone: data.timeZone })}</p>
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <Card>
        <ul className="divide-y">
          {topics.map((topic) => (
            <li
              key={topic}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 px-4 py-2.5"
            >
              <label htmlFor={`notice-${topic}`} className="min-w-0 flex-1 basis-56">
                {t(`topic.${topic}`)}
              </label>
              <Select
                id={`notice-${topic}`}
                className="w-40 max-sm:w-full"
                value={data.topics[topic]}
                onChange={(event) => void change({ topics: { [topic]: event.target.value as Way } })}
              >
                {ways.map((way) => (
                  <option key={way} value={way}>
                    {t(`way.${way}`)}
                  </option>
                ))}
              </Select>
            </li>
          ))}
        </ul>
      </Card>
      <QuietHours quiet={data.quiet} onChange={(quiet) => void change({ quiet })} />
    </Section>
  )
}

function changed(settings: Settings, { topics: chosen, quiet = settings.quiet }: SettingsChange): Settings {
  return { ...settings, quiet, topics: { ...settings.topics, ...chosen } }
}

interface QuietHoursProps {
  quiet: Settings['quiet']
  onChange(quiet: Settings['quiet']): void
}

function QuietHours({ quiet, onChange }: QuietHoursProps) {
  const t = useTranslations('notices')
  const [typed, setTyped] = useState<Partial<typeof night>>({})
  const hours = { ...(quiet ?? night), ...typed }
  const keep = () => {
    const { from, until } = hours
    if (!from || !until) return
    setTyped({})
    if (from !== quiet?.from || until !== quiet.until) onChange(hours)
  }
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
      <Checkbox
        label={t('quiet')}
        checked={quiet !== null}
        onChange={(event) => {
          onChange(event.target.checked ? night : null)
        }}
      />
      {quiet === null
        ? null
        : (['from', 'until'] as const).map((edge) => (
            <label key={edge} className="flex items-center gap-2">
              {t(edge)}
              <Input
                type="time"
                value={hours[edge]}
                onChange={(event) => {
                  setTyped({ ...typed, [edge]: event.target.value })
                }}
                onBlur={keep}
              />
            </label>
          ))}
    </div>
  )
}
