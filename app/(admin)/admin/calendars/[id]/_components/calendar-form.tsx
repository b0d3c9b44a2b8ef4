'use client'

import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import { toast } from '#components/ui/toast.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import type { Place } from '#server/calendars/holidays.ts'
import type { CalendarDetail, CalendarGiven } from '#server/calendars/view.ts'
import { CalendarPreview } from './calendar-preview.tsx'
import { DaysOff } from './days-off.tsx'
import { WeekHours } from './week-hours.tsx'

const DeleteDialog = dynamic(() => import('#components/live/delete-dialog.tsx'), { ssr: false })

interface CalendarFormProps {
  calendar: CalendarDetail
  countries: readonly Place[]
  /** Without it everything is there to read. */
  mayWrite: boolean
}

/** All of a calendar, with what it comes to beside it. */
export function CalendarForm({ calendar, countries, mayWrite }: CalendarFormProps) {
  const t = useTranslations('calendars')
  const router = useRouter()
  const { slug, name, timeZone, week, country, region, holidays } = calendar
  const [given, setGiven] = useState<CalendarGiven>({ name, timeZone, week, country, region, holidays })
  const [pending, setPending] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const path = `/calendars/${encodeURIComponent(slug)}`
  const change = (part: Partial<CalendarGiven>) => {
    setGiven((before) => ({ ...before, ...part }))
  }

  async function save() {
    setPending(true)
    setTrouble(undefined)
    try {
      await send<CalendarDetail>('PUT', path, { body: given })
      toast('success', t('saved', { name: given.name }))
      router.replace(`/admin/calendars/${encodeURIComponent(slug)}`)
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,42rem)_minmax(0,20rem)]">
      <Form
        pending={pending}
        onSubmit={() => {
          void save()
        }}
      >
        <fieldset disabled={!mayWrite} className="min-w-0 space-y-8">
          <Section id="about" title={t('about')}>
            <Card className="grid gap-5 p-4 sm:grid-cols-2">
              <Field id="calendar-name" label={t('name')} required>
                <Input
                  id="calendar-name"
                  value={given.name}
                  required
                  maxLength={100}
                  autoComplete="off"
                  onChange={(event) => {
                    change({ name: event.target.value })
                  }}
                />
              </Field>
              <ZoneField
                zone={given.timeZone}
                own={calendar.timeZone === null ? calendar.zone : undefined}
                onChange={(zone) => {
                  change({ timeZone: zone })
                }}
              />
            </Card>
          </Section>
          <WeekHours
            week={given.week}
            onChange={(changed) => {
              change({ week: changed })
            }}
          />
          <DaysOff given={given} countries={countries} onChange={change} />
        </fieldset>
        {trouble ? <TroubleNotice error={trouble} className="mt-6" /> : null}
        {mayWrite ? (
          <div className="mt-6 flex flex-wrap gap-2">
            <Button type="submit" variant="primary" pending={pending}>
              {t('save')}
            </Button>
            <Button
              variant="danger"
              onClick={() => {
                setDeleting(true)
              }}
            >
              {t('delete')}
            </Button>
          </div>
        ) : null}
      </Form>
      {mayWrite ? <CalendarPreview given={given} /> : null}
      {deleting ? (
        <DeleteDialog
          title={t('deleteTitle', { name })}
          path={path}
          done={t('deleted', { name })}
          onDeleted={() => {
            router.push('/admin/calendars')
          }}
          onClose={() => {
            setDeleting(false)
          }}
        >
          {t('deleteText')}
        </DeleteDialog>
      ) : null}
    </div>
  )
}

interface ZoneFieldProps {
  /** Null: the installation's. */
  zone: string | null
  /** What the installation's is, where it is known here. */
  own: string | undefined
  onChange(zone: string | null): void
}

/** An empty field means the zone of the installation. */
function ZoneField({ zone, own, onChange }: ZoneFieldProps) {
  const t = useTranslations('calendars')
  const hydrated = useHydrated()
  return (
    <Field id="calendar-zone" label={t('zone')} help={t('zoneHelp')}>
      <Input
        id="calendar-zone"
        value={zone ?? ''}
        placeholder={own}
        list="calendar-zones"
        maxLength={60}
        autoComplete="off"
        spellCheck={false}
        aria-describedby="calendar-zone-help"
        onChange={(event) => {
          onChange(event.target.value === '' ? null : event.target.value)
        }}
      />
      <datalist id="calendar-zones">
        {hydrated ? Intl.supportedValuesOf('timeZone').map((one) => <option key={one} value={one} />) : null}
      </datalist>
    </Field>
  )
}
