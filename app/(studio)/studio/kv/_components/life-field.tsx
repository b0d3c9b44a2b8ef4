'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { durationMs, isDuration } from '#engine/flow/duration.ts'
import { leftUntil } from './key-text.ts'

/** How long a value lives: for good, as long as it has still, one of some spans, or another. */
export interface Life {
  choice: '' | 'keep' | 'other' | (typeof spans)[number]
  /** ISO 8601 duration, of another span. */
  text: string
}

const spans = ['PT1H', 'P1D', 'P7D', 'P30D'] as const

/** The duration that is sent, empty for good; undefined where what was typed is none. */
export function lifeText(life: Life, expirationDate: string | undefined, now: number): string | undefined {
  if (life.choice === 'keep') return expirationDate === undefined ? '' : leftUntil(expirationDate, now)
  if (life.choice !== 'other') return life.choice
  const text = life.text.trim()
  return isDuration(text) && durationMs(text) > 0 ? text : undefined
}

interface LifeFieldProps {
  life: Life
  expirationDate?: string
  wrong: boolean
  onChange(life: Life): void
}

export function LifeField({ life, expirationDate, wrong, onChange }: LifeFieldProps) {
  const t = useTranslations('studio.kv')
  const format = useFormatter()
  const choices: Life['choice'][] = ['', ...spans, 'other']
  if (expirationDate) choices.unshift('keep')
  const labels: Record<Life['choice'], string> = {
    '': t('forGood'),
    PT1H: t('hour'),
    P1D: t('day'),
    P7D: t('week'),
    P30D: t('month'),
    other: t('otherSpan'),
    keep: expirationDate
      ? t('until', {
          at: format.dateTime(new Date(expirationDate), { dateStyle: 'medium', timeStyle: 'short' }),
        })
      : '',
  }
  return (
    <>
      <Field id="kv-life" label={t('life')}>
        <Select
          id="kv-life"
          value={life.choice}
          onChange={(event) => {
            onChange({ ...life, choice: choices.find((choice) => choice === event.target.value) ?? '' })
          }}
        >
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {labels[choice]}
            </option>
          ))}
        </Select>
      </Field>
      {life.choice === 'other' ? (
        <Field
          id="kv-span"
          label={t('span')}
          required
          help={t('spanHelp')}
          error={wrong ? t('wrongSpan') : undefined}
        >
          <Input
            id="kv-span"
            value={life.text}
            required
            placeholder="PT90M"
            aria-invalid={wrong}
            aria-describedby={describedBy('kv-span', { help: true, error: wrong })}
            onChange={(event) => {
              onChange({ ...life, text: event.target.value })
            }}
          />
        </Field>
      ) : null}
    </>
  )
}
