'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useId, useState } from 'react'
import { get } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Input } from '#components/ui/input.tsx'
import type { Candidate } from '#server/groups/view.ts'

interface PickerProps {
  /** REST path that searches by `q`; it answers a list, or a page of one. */
  path: string
  label: string
  onPick(person: Candidate): void
}

/** Finds people as one types; each that fits is a button that puts them in. */
export function PersonPicker({ path, label, onPick }: PickerProps) {
  const t = useTranslations('rights')
  const id = useId()
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const url = `${path}${path.includes('?') ? '&' : '?'}q=${encodeURIComponent(q)}`
  const { data, error } = useQuery({
    queryKey: [url],
    queryFn: ({ signal }) => get<Candidate[] | { results: Candidate[] }>(url, signal),
    enabled: q !== '',
    gcTime: 0,
  })
  const all = Array.isArray(data) ? data : data?.results
  const found = q === '' ? undefined : all
  return (
    <div className="space-y-2">
      <Input
        id={id}
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => {
          setText(event.target.value)
        }}
        className="max-w-96 max-sm:max-w-none"
      />
      {error ? <TroubleNotice error={error} /> : null}
      <p role="status" className="sr-only">
        {found ? t('foundPeople', { count: found.length }) : ''}
      </p>
      {found?.length === 0 ? <p className="text-sm text-ink-faint">{t('nobodyFits')}</p> : null}
      {found?.length ? (
        <ul aria-label={label} className="max-w-96 divide-y rounded-lg border max-sm:max-w-none">
          {found.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                className="block min-h-11 w-full px-3 py-1.5 text-left hover:bg-sunken"
                onClick={() => {
                  setText('')
                  onPick(person)
                }}
              >
                <span className="block truncate">{person.name}</span>
                <span className="block truncate text-xs text-ink-faint">{person.email}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
