'use client'

import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useResource } from '#components/live/use-resource.ts'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import type { Holiday, Place } from '#server/calendars/holidays.ts'
import type { CalendarGiven } from '#server/calendars/view.ts'

interface DaysOffProps {
  given: CalendarGiven
  countries: readonly Place[]
  onChange(part: Partial<CalendarGiven>): void
}

/** Public holidays of a place, and days off of one's own. */
export function DaysOff({ given, countries, onChange }: DaysOffProps) {
  const t = useTranslations('calendars')
  const { country, region, holidays } = given
  const { data: regions = [] } = useResource<Place[]>(`/holidays/countries/${country ?? ''}`, {
    enabled: country !== null,
  })
  return (
    <Section id="days-off" title={t('daysOff')}>
      <Card className="space-y-5 p-4">
        <div className="grid gap-5 sm:grid-cols-2">
          <Field id="calendar-country" label={t('publicHolidaysOf')}>
            <Select
              id="calendar-country"
              value={country ?? ''}
              onChange={(event) => {
                onChange({ country: event.target.value || null, region: null })
              }}
            >
              <option value="">{t('noCountry')}</option>
              {countries.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          {country !== null && (regions.length > 0 || region !== null) ? (
            <Field id="calendar-region" label={t('region')}>
              <Select
                id="calendar-region"
                value={region ?? ''}
                onChange={(event) => {
                  onChange({ region: event.target.value || null })
                }}
              >
                <option value="">{t('wholeCountry')}</option>
                {region !== null && !regions.some(({ code }) => code === region) ? (
                  <option value={region}>{region}</option>
                ) : null}
                {regions.map(({ code, name }) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
              </Select>
            </Field>
          ) : null}
        </div>
        <OwnDays
          holidays={holidays}
          onChange={(days) => {
            onChange({ holidays: days })
          }}
        />
      </Card>
    </Section>
  )
}

function OwnDays({ holidays, onChange }: { holidays: readonly Holiday[]; onChange(days: Holiday[]): void }) {
  const t = useTranslations('calendars')
  const change = (index: number, part: Partial<Holiday>) => {
    onChange(holidays.map((one, at) => (at === index ? { ...one, ...part } : one)))
  }
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1.5 font-medium">{t('ownDays')}</legend>
      {holidays.length === 0 ? <p className="text-sm text-ink-faint">{t('noOwnDays')}</p> : null}
      {holidays.map(({ date, name }, index) => (
        <div
          key={index}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-2 sm:grid-cols-[10rem_minmax(0,1fr)_auto]"
        >
          <Input
            type="date"
            aria-label={t('day')}
            required
            value={date}
            className="max-sm:col-span-2"
            onChange={(event) => {
              change(index, { date: event.target.value })
            }}
          />
          <Input
            aria-label={t('dayName')}
            placeholder={t('dayName')}
            required
            maxLength={100}
            value={name}
            onChange={(event) => {
              change(index, { name: event.target.value })
            }}
          />
          <Button
            size="icon"
            variant="ghost"
            aria-label={t('removeDay', { name: name || date })}
            onClick={() => {
              onChange(holidays.filter((_, at) => at !== index))
            }}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      <Button
        size="sm"
        onClick={() => {
          onChange([...holidays, { date: '', name: '' }])
        }}
      >
        <Plus aria-hidden />
        {t('addDay')}
      </Button>
    </fieldset>
  )
}
