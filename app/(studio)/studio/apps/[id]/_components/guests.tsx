'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useRemoval } from '#components/live/use-removal.ts'
import { useResource } from '#components/live/use-resource.ts'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import type { GuestRow } from '#server/guests/view.ts'
import type { Page } from '#server/requests/view.ts'

interface GuestsProps {
  appId: string
  initial: Page<GuestRow>
}

/** Who came without an account, the newest first; the link of each can be ended. */
export function Guests({ appId, initial }: GuestsProps) {
  const t = useTranslations('share')
  const format = useFormatter()
  const client = useQueryClient()
  const path = `/apps/${encodeURIComponent(appId)}/guests`
  const { data = initial } = useResource<Page<GuestRow>>(path, { initial })
  const removal = useRemoval({ path, onRemoved: () => client.invalidateQueries({ queryKey: [path] }) })
  return (
    <Section id="guests" title={t('guests')}>
      <Card>
        {removal.trouble ? <TroubleNotice error={removal.trouble} className="m-3" /> : null}
        {data.results.length === 0 ? <p className="p-5 text-ink-soft">{t('noGuests')}</p> : null}
        <ul className="divide-y">
          {data.results.map((guest) => (
            <li key={guest.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
              <div className="min-w-0 flex-1">
                <p className="wrap-anywhere">{guest.name ?? guest.email ?? t('nameless')}</p>
                <p className="text-sm text-ink-faint wrap-anywhere">
                  {guest.email
                    ? `${guest.email} (${t(guest.verified ? 'confirmed' : 'unconfirmed')}) · `
                    : ''}
                  {t('requests', { count: guest.requests })} ·{' '}
                  {format.dateTime(new Date(guest.createdAt), { dateStyle: 'medium', timeStyle: 'short' })}
                </p>
              </div>
              {guest.revokedAt ? (
                <span className="text-sm text-ink-faint">{t('ended')}</span>
              ) : (
                <Button
                  size="sm"
                  variant={removal.isSure(guest.id) ? 'danger' : 'secondary'}
                  pending={removal.isPending(guest.id)}
                  onClick={() => void removal.remove(guest.id)}
                >
                  {t(removal.isSure(guest.id) ? 'endSure' : 'end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}
