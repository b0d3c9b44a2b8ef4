'use client'

import { useQueryClient } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useRemoval } from '#components/live/use-removal.ts'
import { useResource } from '#components/live/use-resource.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Permission } from '#server/people/permissions.ts'
import type { TokenList as Tokens, TokenView } from '#server/tokens/view.ts'
import { TokenOnce } from './token-once.tsx'

const TokenForm = dynamic(() => import('./token-form.tsx').then((module) => module.TokenForm), { ssr: false })

interface TokenListProps {
  /** REST path of the list; a token is revoked below it. */
  path: string
  initial?: Tokens
  /** What the owner holds, where a token can be made. */
  held?: readonly Permission[]
  mayRevoke: boolean
  onChanged?(): void
}

/** Tokens of somebody: to make, where one may, and to revoke. Revoking asks twice. */
export function TokenList({ path, initial, held, mayRevoke, onChanged }: TokenListProps) {
  const t = useTranslations('tokens')
  const client = useQueryClient()
  const { data, error } = useResource<Tokens>(path, { initial })
  const [form, setForm] = useState(false)
  const [made, setMade] = useState<string>()

  async function refresh() {
    await client.invalidateQueries({ queryKey: [path] })
    onChanged?.()
  }

  const { trouble, isSure, isPending, remove } = useRemoval({ path, onRemoved: refresh })
  const wrong = trouble ?? error
  return (
    <Section
      id="tokens"
      title={t('title')}
      actions={
        held && !form ? (
          <Button
            size="sm"
            onClick={() => {
              setMade(undefined)
              setForm(true)
            }}
          >
            <Plus aria-hidden />
            {t('new')}
          </Button>
        ) : null
      }
    >
      {made ? <TokenOnce token={made} /> : null}
      {wrong ? <TroubleNotice error={wrong} /> : null}
      {form && held ? (
        <Card className="p-4">
          <TokenForm
            path={path}
            held={held}
            onMade={(token) => {
              setMade(token.fullToken)
              setForm(false)
              void refresh()
            }}
            onCancel={() => {
              setForm(false)
            }}
          />
        </Card>
      ) : null}
      {!data && !error ? <Skeleton className="h-16" /> : null}
      {data?.total === 0 ? <p className="text-sm text-ink-faint">{t('none')}</p> : null}
      {data?.total ? (
        <Card>
          <ul className="divide-y">
            {data.results.map((token) => (
              <li key={token.id} className="flex items-center gap-3 px-4 py-2.5 max-sm:flex-wrap">
                <KeyRound aria-hidden className="size-4 shrink-0 text-ink-faint" />
                <TokenText token={token} />
                {mayRevoke ? (
                  <Button
                    size="sm"
                    variant="danger"
                    pending={isPending(token.id)}
                    aria-label={isSure(token.id) ? undefined : t('revokeOf', { name: token.name })}
                    onClick={() => {
                      remove(token.id)
                    }}
                  >
                    {isSure(token.id) ? t('revokeSure') : t('revoke')}
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </Section>
  )
}

function TokenText({ token }: { token: TokenView }) {
  const t = useTranslations('tokens')
  const scope = [
    token.permissions ? token.permissions.join(', ') : undefined,
    token.namespace ? t('only', { namespace: token.namespace }) : undefined,
  ].filter(Boolean)
  return (
    <div className="min-w-0 flex-1">
      <p className="flex min-w-0 items-center gap-2">
        <span className="truncate">{token.name}</span>
        {token.expired ? <Badge tone="warning">{t('expired')}</Badge> : null}
      </p>
      <p className="text-sm text-ink-faint">
        <span className="font-mono text-xs">{token.prefix}…</span> ·{' '}
        {token.lastUsed ? (
          <>
            {t('used')} <RelativeTime at={token.lastUsed} />
          </>
        ) : (
          t('neverUsed')
        )}
        {token.exp && !token.expired ? (
          <>
            {' · '}
            {t('endsAt')} <RelativeTime at={token.exp} />
          </>
        ) : null}
      </p>
      {scope.length > 0 ? (
        <p className="font-mono text-xs wrap-anywhere text-ink-faint">{scope.join(' · ')}</p>
      ) : null}
    </div>
  )
}
