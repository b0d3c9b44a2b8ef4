'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { Candidate } from '#server/comments/view.ts'

interface AddFollowerProps {
  open: boolean
  /** REST path of the request. */
  path: string
  onClose(): void
  onAdded(): Promise<void>
}

/** Finds a person by name and lets them see the request. */
export default function AddFollower({ open, path, onClose, onAdded }: AddFollowerProps) {
  const t = useTranslations('tracker')
  const common = useTranslations('common')
  const [name, setName] = useState('')
  const [pending, setPending] = useState<string>()
  const [trouble, setTrouble] = useState<unknown>()
  const enough = name.trim().length >= 2
  const { data, error } = useResource<Candidate[]>(`${path}/people?q=${encodeURIComponent(name.trim())}`, {
    enabled: enough,
  })

  async function add(person: Candidate) {
    setPending(person.id)
    setTrouble(undefined)
    try {
      await send('POST', `${path}/followers`, { body: { personId: person.id } })
      toast('success', t('personAdded', { name: person.name }))
      await onAdded()
      onClose()
    } catch (failure) {
      setTrouble(failure)
    } finally {
      setPending(undefined)
    }
  }

  const failure = trouble ?? error
  return (
    <Dialog open={open} title={t('addPersonTitle')} closeLabel={common('close')} onClose={onClose}>
      <p className="mb-4 text-ink-soft">{t('addPersonText')}</p>
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
      {failure ? <TroubleNotice error={failure} className="mt-3" /> : null}
      <div role="status" className="mt-3 min-h-10">
        {enough && data?.length === 0 ? <p className="text-sm text-ink-soft">{t('nobodyFits')}</p> : null}
        <ul className="divide-y">
          {(enough ? (data ?? []) : []).map((person) => (
            <li key={person.id} className="flex items-center gap-2.5 py-2 text-sm">
              <Avatar name={person.name} />
              <span className="min-w-0 flex-1 truncate">
                {person.name}
                {person.sees ? <span className="ml-1.5 text-ink-faint">{t('seesAlready')}</span> : null}
              </span>
              <Button
                size="sm"
                pending={pending === person.id}
                aria-label={`${t('add')}: ${person.name}`}
                onClick={() => void add(person)}
              >
                {t('add')}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}
