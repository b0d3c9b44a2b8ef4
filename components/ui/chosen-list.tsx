'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Choice } from './host.tsx'

interface ChosenListProps {
  chosen: readonly Choice[]
  disabled: boolean
  onRemove(value: string): void
}

/** What was chosen of a long list, each to be taken out again. */
export function ChosenList({ chosen, disabled, onRemove }: ChosenListProps) {
  const t = useTranslations('fields')
  if (chosen.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-1.5">
      {chosen.map(({ label, value, detail }) => (
        <li
          key={value}
          title={detail}
          className="flex max-w-full items-center rounded-sm border bg-sunken pl-2 text-sm"
        >
          <span className="truncate">{label}</span>
          <button
            type="button"
            disabled={disabled}
            aria-label={t('removeChoice', { name: label })}
            className="flex size-7 shrink-0 items-center justify-center text-ink-faint hover:text-ink max-sm:size-11"
            onClick={() => {
              onRemove(value)
            }}
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </li>
      ))}
    </ul>
  )
}
