'use client'

import { Plane, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useAct } from '#components/live/use-act.ts'
import { useResource } from '#components/live/use-resource.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import type { AbsenceView } from '#server/absences/view.ts'
import { AbsenceForm, type AbsenceWish } from './absence-form.tsx'
import { useDays } from './use-days.ts'

interface AbsencesProps {
  /** REST path of the list; one is changed below it. */
  path: string
  initial: AbsenceView[]
  mayWrite: boolean
  /** Whether they are the reader's own. */
  own: boolean
}

/** When somebody is away: to say, to end, and to take back before it begins. */
export function Absences({ path, initial, mayWrite, own }: AbsencesProps) {
  const t = useTranslations('absences')
  const { data = initial } = useResource(path, { initial })
  const [open, setOpen] = useState<AbsenceView | 'new'>()
  const { pending, trouble, act, forget } = useAct(path, () => {
    setOpen(undefined)
  })

  const save = (body: AbsenceWish) =>
    open === 'new' || !open
      ? act('form', () => send('POST', path, { body }), t('saved'))
      : act('form', () => send('PATCH', pathOf(open), { body }), t('saved'))
  const pathOf = ({ id }: AbsenceView) => `${path}/${encodeURIComponent(id)}`
  return (
    <Section
      id="absences"
      title={t('title')}
      actions={
        mayWrite && !open ? (
          <Button
            size="sm"
            onClick={() => {
              setOpen('new')
            }}
          >
            <Plus aria-hidden />
            {t(own ? 'add' : 'addOf')}
          </Button>
        ) : null
      }
    >
      <p className="mb-2 text-sm text-ink-soft">{t(own ? 'help' : 'helpOf')}</p>
      {open ? (
        <AbsenceForm
          label={t(own ? 'add' : 'addOf')}
          key={open === 'new' ? open : open.id}
          before={open === 'new' ? undefined : open}
          pending={pending === 'form'}
          onSave={(wish) => void save(wish)}
          onClose={() => {
            setOpen(undefined)
            forget()
          }}
        />
      ) : null}
      <div role="status" className="empty:hidden">
        {trouble ? <TroubleNotice error={trouble} className="mb-2" /> : null}
      </div>
      {data.length === 0 ? <p className="text-sm text-ink-faint">{t('none')}</p> : null}
      {data.length > 0 ? (
        <Card>
          <ul className="divide-y">
            {data.map((absence) => (
              <AbsenceLine
                key={absence.id}
                absence={absence}
                mayWrite={mayWrite && absence.when !== 'past'}
                pending={pending === absence.id}
                onChange={() => {
                  setOpen(absence)
                }}
                onRemove={() => void act(absence.id, () => send('DELETE', pathOf(absence)), t('removed'))}
              />
            ))}
          </ul>
        </Card>
      ) : null}
    </Section>
  )
}

interface AbsenceLineProps {
  absence: AbsenceView
  mayWrite: boolean
  pending: boolean
  onChange(): void
  onRemove(): void
}

function AbsenceLine({ absence, mayWrite, pending, onChange, onRemove }: AbsenceLineProps) {
  const t = useTranslations('absences')
  const days = useDays()(absence)
  return (
    <li className="flex flex-wrap items-center gap-3 px-4 py-2.5">
      <Plane aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <div className="min-w-40 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <span>{days}</span>
          {absence.when === 'future' ? null : (
            <Badge tone={absence.when === 'now' ? 'waiting' : 'neutral'}>{t(absence.when)}</Badge>
          )}
        </p>
        {absence.note ? <p className="text-sm text-ink-faint wrap-anywhere">{absence.note}</p> : null}
      </div>
      {mayWrite ? (
        <div className="flex gap-2">
          <Button size="sm" aria-label={t('changeOf', { days })} onClick={onChange}>
            {t('change')}
          </Button>
          {absence.when === 'future' ? (
            <Button size="sm" pending={pending} aria-label={t('removeOf', { days })} onClick={onRemove}>
              {t('remove')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </li>
  )
}
