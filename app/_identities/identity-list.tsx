'use client'

import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useRemoval } from '#components/live/use-removal.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { IdentityView } from '#server/single-sign-on/view.ts'

interface IdentityListProps {
  identities: readonly IdentityView[]
  /** REST path of the list. */
  path: string
  mayUnlink: boolean
  onUnlinked(): Promise<void>
}

/** Accounts at providers by which somebody signs in. To unlink one asks twice. */
export function IdentityList({ identities, path, mayUnlink, onUnlinked }: IdentityListProps) {
  const t = useTranslations('identities')
  const { trouble, isSure, isPending, remove } = useRemoval({
    path,
    onRemoved: () => {
      toast('success', t('unlinked'))
      return onUnlinked()
    },
  })

  return (
    <>
      {trouble ? <TroubleNotice error={trouble} /> : null}
      {identities.length === 0 ? <p className="text-sm text-ink-faint">{t('none')}</p> : null}
      {identities.length > 0 ? (
        <Card>
          <ul aria-label={t('title')} className="divide-y">
            {identities.map(({ id, provider, issuer, email, lastUsedAt }) => {
              const name = provider?.name ?? issuer
              return (
                <li key={id} className="flex items-center gap-3 px-4 py-2.5">
                  <KeyRound aria-hidden className="size-4 shrink-0 text-ink-faint" />
                  <div className="min-w-0 flex-1">
                    <p className="flex min-w-0 items-center gap-2">
                      <span className="truncate">{name}</span>
                      {provider ? null : <Badge tone="warning">{t('gone')}</Badge>}
                    </p>
                    <p className="truncate text-sm text-ink-faint">
                      {email ? `${email} · ` : ''}
                      {lastUsedAt ? (
                        <>
                          {t('used')} <RelativeTime at={lastUsedAt} />
                        </>
                      ) : (
                        t('never')
                      )}
                    </p>
                  </div>
                  {mayUnlink ? (
                    <Button
                      size="sm"
                      variant="danger"
                      pending={isPending(id)}
                      aria-label={isSure(id) ? undefined : t('unlinkOf', { name })}
                      onClick={() => {
                        remove(id)
                      }}
                    >
                      {isSure(id) ? t('really') : t('unlink')}
                    </Button>
                  ) : null}
                </li>
              )
            })}
          </ul>
        </Card>
      ) : null}
    </>
  )
}
