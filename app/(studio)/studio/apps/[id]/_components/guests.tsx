'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { ListFoot } from '#components/live/list-foot.tsx'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { usePages } from '#components/live/use-pages.ts'
import { useRemoval } from '#components/live/use-removal.ts'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import type { GuestRow } from '#server/guests/view.ts'
import type { Page } from '#server/requests/view.ts'

interface GuestsProps {
  /** REST path of the first page. */
  path: string
  initial: Page<GuestRow>
}

/** Who came without an account, the newest first; the link of each can be ended. */
export function Guests({ path, initial }: GuestsProps) {
  const t = useTranslations('share')
  const client = useQueryClient()
  const pages = usePages<GuestRow>(path, { initial, keyOf: ({ id }) => id, by: 'page' })
  const removal = useRemoval({
    path: path.slice(0, path.indexOf('?')),
    onRemoved: async (id) => {
      const ended = pages.rows.find((guest) => guest.id === id)
      if (ended) pages.replace({ ...ended, revokedAt: new Date().toISOString() })
      await client.invalidateQueries({ queryKey: [path] })
    },
  })
  return (
    <Section id="guests" title={t('guests')}>
      {removal.trouble ? <TroubleNotice error={removal.trouble} /> : null}
      <Card>
        {pages.rows.length === 0 ? <p className="p-5 text-ink-soft">{t('noGuests')}</p> : null}
        <ul className="divide-y">
          {pages.rows.map((guest) => (
            <Row key={guest.id} guest={guest} removal={removal} />
          ))}
        </ul>
      </Card>
      {pages.total > pages.rows.length || pages.rows.length > 10 ? <ListFoot pages={pages} /> : null}
    </Section>
  )
}

interface RowProps {
  guest: GuestRow
  removal: ReturnType<typeof useRemoval>
}

function Row({ guest, removal }: RowProps) {
  const t = useTranslations('share')
  const format = useFormatter()
  const { id, name, email, verified, requests, numbers, createdAt, revokedAt } = guest
  const who = name ?? email ?? t('nameless')
  const told = [
    ...(email ? [`${email} (${t(verified ? 'confirmed' : 'unconfirmed')})`] : []),
    requests === 0
      ? t('none')
      : t('numbers', { numbers: numbers.join(', '), more: requests - numbers.length }),
    format.dateTime(new Date(createdAt), { dateStyle: 'medium', timeStyle: 'short' }),
  ]
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <div className="min-w-48 flex-1">
        <p className="wrap-anywhere">{who}</p>
        <p className="text-sm text-ink-faint wrap-anywhere">{told.join(' · ')}</p>
      </div>
      {revokedAt ? (
        <span className="text-sm text-ink-faint">{t('ended')}</span>
      ) : (
        <Button
          size="sm"
          variant={removal.isSure(id) ? 'danger' : 'secondary'}
          pending={removal.isPending(id)}
          aria-label={t(removal.isSure(id) ? 'endSureOf' : 'endOf', { who })}
          onClick={() => {
            removal.remove(id)
          }}
        >
          {t(removal.isSure(id) ? 'endSure' : 'end')}
        </Button>
      )}
    </li>
  )
}
