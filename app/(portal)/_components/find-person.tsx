'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import type { Candidate } from '#server/comments/view.ts'

interface FindPersonProps {
  /** REST path of the request that it is about. */
  path: string
  /** What is done with who is picked, as a button says it. */
  verb: string
  /** Said beside those who see the request already. */
  note?: string
  /** Id of whom it is being done with. */
  pending: string | undefined
  onPick(person: Candidate): void
}

/** Finds a person by a part of their name. */
export function FindPerson({ path, verb, note, pending, onPick }: FindPersonProps) {
  const t = useTranslations('portal')
  const [name, setName] = useState('')
  const enough = name.trim().length >= 2
  const { data, error } = useResource<Candidate[]>(`${path}/people?q=${encodeURIComponent(name.trim())}`, {
    enabled: enough,
  })
  return (
    <>
      <Field id="person" label={t('findPerson')} help={t('findPersonHelp')}>
        <Input
          id="person"
          autoFocus
          autoComplete="off"
          aria-describedby="person-help"
          maxLength={100}
          value={name}
          onChange={(event) => {
            setName(event.target.value)
          }}
        />
      </Field>
      {error ? <TroubleNotice error={error} className="mt-3" /> : null}
      <div role="status" className="mt-3 min-h-10">
        {enough && data?.length === 0 ? <p className="text-sm text-ink-soft">{t('nobodyFits')}</p> : null}
        <ul className="divide-y">
          {(enough ? (data ?? []) : []).map((person) => (
            <li key={person.id} className="flex items-center gap-2.5 py-2 text-sm">
              <Avatar name={person.name} />
              <span className="min-w-0 flex-1 truncate">
                {person.name}
                {person.sees && note ? <span className="ml-1.5 text-ink-faint">{note}</span> : null}
              </span>
              <Button
                size="sm"
                pending={pending === person.id}
                aria-label={`${verb}: ${person.name}`}
                onClick={() => {
                  onPick(person)
                }}
              >
                {verb}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
