'use client'

import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState, type ReactNode } from 'react'
import { useResource } from '#components/live/use-resource.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { later } from '#components/ui/later.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { DraftRow } from '#server/drafts/view.ts'
import { KeptUntil } from './kept-until.tsx'

const DeleteDialog = later(() => import('#components/live/delete-dialog.tsx'))

interface DraftListProps {
  personId: string
  /** REST path of the list. */
  path: string
  initial: DraftRow[]
  title: ReactNode
  /** So many at most. */
  most?: number
  actions?: ReactNode
}

/** Forms that the person has begun; nothing at all where none is. */
export function DraftList({ personId, path, initial, title, most, actions }: DraftListProps) {
  const t = useTranslations('portal')
  const { data = initial } = useResource(path, { initial, topics: [`drafts:${personId}`] })
  const [chosen, setChosen] = useState<DraftRow>()
  const dialog = chosen ? (
    <DeleteDialog
      title={t('deleteDraft')}
      path={`/drafts/${chosen.id}`}
      refresh={[path]}
      done={t('draftDeleted')}
      onClose={() => {
        setChosen(undefined)
      }}
    >
      {t('deleteDraftText', { title: chosen.title })}
    </DeleteDialog>
  ) : null
  if (data.length === 0) return dialog
  return (
    <Section id="drafts" title={title} actions={actions}>
      <Card>
        <ul className="divide-y overflow-hidden">
          {data.slice(0, most).map((draft) => (
            <DraftLine
              key={draft.id}
              draft={draft}
              onDelete={() => {
                setChosen(draft)
              }}
            />
          ))}
        </ul>
      </Card>
      {dialog}
    </Section>
  )
}

function DraftLine({ draft, onDelete }: { draft: DraftRow; onDelete(): void }) {
  const t = useTranslations('portal')
  const outcome = useTranslations('outcome')
  const { id, app, title, usable, updatedAt, keptUntil } = draft
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 px-4 py-3 hover:bg-sunken/60">
      <div className="min-w-0">
        {usable ? (
          <Link
            href={`/apps/${app.id}?draft=${id}`}
            aria-label={t('goOn', { title })}
            className="line-clamp-2 font-medium wrap-anywhere after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            {title}
          </Link>
        ) : (
          <p className="line-clamp-2 font-medium wrap-anywhere text-ink-soft">{title}</p>
        )}
        <p className="text-sm text-ink-faint">
          {usable ? null : `${t('appGone')} · `}
          <RelativeTime at={updatedAt} /> <span aria-hidden>·</span> <KeptUntil at={keptUntil} />
        </p>
      </div>
      <div className="relative z-1 flex items-center gap-1">
        <Badge tone="neutral">{outcome('DRAFT')}</Badge>
        <Button variant="ghost" size="icon" aria-label={t('deleteNamed', { title })} onClick={onDelete}>
          <Trash2 aria-hidden />
        </Button>
      </div>
    </li>
  )
}
