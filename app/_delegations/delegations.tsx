'use client'

import { Plus, UserRoundCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useAct } from '#components/live/use-act.ts'
import { useResource } from '#components/live/use-resource.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { later } from '#components/ui/later.tsx'
import type { Delegations as Lists, DelegationView } from '#server/delegations/view.ts'
import { useDays } from '../_absences/use-days.ts'
import type { DelegationWish } from './delegation-form.tsx'

const DelegationForm = later(() => import('./delegation-form.tsx'))

interface DelegationsProps {
  /** REST path of the list; one is ended below it. */
  path: string
  initial: Lists
  mayWrite: boolean
  /** Whether they are the reader's own. */
  own: boolean
}

/** Who decides in somebody's place and in whose they do: to give, and to end. */
export function Delegations({ path, initial, mayWrite, own }: DelegationsProps) {
  const t = useTranslations('delegations')
  const { data = initial } = useResource(path, { initial })
  const [open, setOpen] = useState(false)
  const { pending, trouble, act, forget } = useAct(path, () => {
    setOpen(false)
  })

  const give = (body: DelegationWish) => act('form', () => send('POST', path, { body }), t('saved'))
  const end = ({ id }: DelegationView) =>
    act(id, () => send('POST', `${path}/${encodeURIComponent(id)}/end`), t('ended'))
  return (
    <Section
      id="delegations"
      title={t('title')}
      actions={
        mayWrite && !open ? (
          <Button
            size="sm"
            onPointerEnter={DelegationForm.preload}
            onClick={() => {
              setOpen(true)
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
        <DelegationForm
          label={t(own ? 'add' : 'addOf')}
          path={path}
          scopes={data.scopes}
          pending={pending === 'form'}
          onSave={(wish) => void give(wish)}
          onClose={() => {
            setOpen(false)
            forget()
          }}
        />
      ) : null}
      <div role="status" className="empty:hidden">
        {trouble ? <TroubleNotice error={trouble} className="mb-2" /> : null}
      </div>
      {data.given.length === 0 ? <p className="text-sm text-ink-faint">{t('none')}</p> : null}
      <Lines
        label={t('given')}
        rows={data.given}
        nameOf={({ delegate }) => delegate.name}
        scopes={data.scopes}
        pending={pending}
        onEnd={mayWrite ? (row) => void end(row) : undefined}
      />
      {data.received.length > 0 ? (
        <>
          <h3 className="mt-4 mb-2 text-sm font-medium">{t(own ? 'received' : 'receivedOf')}</h3>
          <Lines
            label={t(own ? 'received' : 'receivedOf')}
            rows={data.received}
            nameOf={({ person }) => person.name}
            scopes={data.scopes}
          />
        </>
      ) : null}
    </Section>
  )
}

interface LinesProps {
  label: string
  rows: readonly DelegationView[]
  /** The other person of it. */
  nameOf(row: DelegationView): string
  scopes: Lists['scopes']
  pending?: string
  /** Absent: the reader cannot end them. */
  onEnd?(row: DelegationView): void
}

function Lines({ label, rows, nameOf, scopes, pending, onEnd }: LinesProps) {
  const t = useTranslations('delegations')
  const daysOf = useDays()
  if (rows.length === 0) return null
  const scopeOf = ({ namespace, flowId }: DelegationView) => {
    if (namespace === undefined) return t('everything')
    const known = scopes.find((one) => one.namespace === namespace && one.flowId === flowId)
    return t('only', { name: known?.name ?? [namespace, flowId].filter(Boolean).join('/') })
  }
  return (
    <Card>
      <ul aria-label={label} className="divide-y">
        {rows.map((row) => (
          <li key={row.id} className="flex flex-wrap items-center gap-3 px-4 py-2.5">
            <UserRoundCheck aria-hidden className="size-4 shrink-0 text-ink-faint" />
            <div className="min-w-40 flex-1">
              <p className="flex flex-wrap items-center gap-2">
                <span className="wrap-anywhere">{nameOf(row)}</span>
                {row.when === 'future' ? null : (
                  <Badge tone={row.when === 'now' ? 'waiting' : 'neutral'}>
                    {t(row.endedAt ? 'wasEnded' : row.when)}
                  </Badge>
                )}
              </p>
              <p className="text-sm text-ink-faint wrap-anywhere">
                {[daysOf(row), scopeOf(row), row.reason].filter(Boolean).join(' · ')}
              </p>
            </div>
            {onEnd && row.when !== 'past' ? (
              <Button
                size="sm"
                pending={pending === row.id}
                aria-label={t('endOf', { name: nameOf(row), days: daysOf(row) })}
                onClick={() => {
                  onEnd(row)
                }}
              >
                {t('end')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}
