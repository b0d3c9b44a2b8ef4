'use client'

import { useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { useResource } from '#components/live/use-resource.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { TokenView } from '#server/people/view.ts'

const path = '/me/api-tokens'

/** Tokens for the API. A new one is shown once. */
export function Tokens({ initial }: { initial: TokenView[] }) {
  const t = useTranslations('account')
  const client = useQueryClient()
  const { data = initial } = useResource(path, { initial })
  const [name, setName] = useState('')
  const [made, setMade] = useState<string>()
  const [pending, setPending] = useState<string>()
  const [trouble, setTrouble] = useState<unknown>()

  async function run(what: string, act: () => Promise<void>) {
    setPending(what)
    setTrouble(undefined)
    try {
      await act()
      await client.invalidateQueries({ queryKey: [path] })
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(undefined)
    }
  }

  const create = () =>
    run('new', async () => {
      const answer = await send<{ token: string }>('POST', path, { body: { name: name.trim() } })
      setMade(answer.token)
      setName('')
    })
  const revoke = (id: string) => run(id, () => send('DELETE', `${path}/${encodeURIComponent(id)}`))

  return (
    <Section id="tokens" title={t('tokens')}>
      {made ? (
        <Notice tone="success" role="status" title={t('tokenMade')}>
          <code className="block font-mono wrap-anywhere select-all">{made}</code>
        </Notice>
      ) : null}
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <Card>
        <ul className="divide-y">
          {data.map((token) => (
            <li key={token.id} className="flex items-center gap-3 px-4 py-2.5">
              <KeyRound aria-hidden className="size-4 shrink-0 text-ink-faint" />
              <div className="min-w-0 flex-1">
                <p className="truncate">{token.name}</p>
                <p className="truncate text-sm text-ink-faint">
                  <span className="font-mono text-xs">{token.prefix}…</span> ·{' '}
                  {token.lastUsedAt ? <RelativeTime at={token.lastUsedAt} /> : t('neverUsed')}
                </p>
              </div>
              <Button
                size="sm"
                variant="danger"
                pending={pending === token.id}
                onClick={() => void revoke(token.id)}
              >
                {t('revoke')}
              </Button>
            </li>
          ))}
          <li className="px-4 py-3">
            <form
              onSubmit={(event) => {
                event.preventDefault()
                if (name.trim()) void create()
              }}
              className="flex gap-2"
            >
              <Input
                aria-label={t('tokenName')}
                placeholder={t('tokenName')}
                value={name}
                maxLength={200}
                onChange={(event) => {
                  setName(event.target.value)
                }}
                className="max-w-72"
              />
              <Button type="submit" pending={pending === 'new'}>
                {t('makeToken')}
              </Button>
            </form>
          </li>
        </ul>
      </Card>
    </Section>
  )
}
