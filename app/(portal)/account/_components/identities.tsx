'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { IdentityList } from '#app/_identities/identity-list.tsx'
import { ApiError, send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import type { OwnIdentities } from '#server/single-sign-on/view.ts'
import { OneField } from './one-field.tsx'

const path = '/me/identities'

/** Accounts at other places by which one signs in, and to link another: who did not sign in just now gives the password. */
export function Identities({ initial }: { initial: OwnIdentities }) {
  const t = useTranslations('identities')
  const client = useQueryClient()
  const { data = initial } = useResource(path, { initial })
  const [asked, setAsked] = useState<string>()
  const [pending, setPending] = useState<string>()
  const [trouble, setTrouble] = useState<unknown>()

  async function link(provider: string, password?: string) {
    setPending(provider)
    setTrouble(undefined)
    try {
      const { url } = await send<{ url: string }>('POST', path, { body: { provider, password } })
      window.location.assign(url)
    } catch (error) {
      const wantsPassword =
        error instanceof ApiError && error.details.some((detail) => detail.path === 'password')
      if (wantsPassword && data.hasPassword) setAsked(provider)
      setTrouble(error)
      setPending(undefined)
    }
  }

  return (
    <Section id="identities" title={t('title')}>
      <IdentityList
        identities={data.identities}
        path={path}
        mayUnlink
        onUnlinked={() => client.invalidateQueries({ queryKey: [path] })}
      />
      {trouble ? <TroubleNotice error={trouble} /> : null}
      {asked === undefined ? (
        <div className="flex flex-wrap gap-2">
          {data.providers.map(({ id, name }) => (
            <Button
              key={id}
              pending={pending === id}
              className="max-w-full"
              onClick={() => {
                if (data.recent || !data.hasPassword) void link(id)
                else setAsked(id)
              }}
            >
              <span className="truncate">{t('link', { name })}</span>
            </Button>
          ))}
        </div>
      ) : (
        <Card className="p-4">
          <OneField
            label={t('password')}
            type="password"
            autoComplete="current-password"
            submit={t('link', { name: data.providers.find(({ id }) => id === asked)?.name ?? '' })}
            cancel={t('cancel')}
            pending={pending !== undefined}
            onSubmit={(password) => void link(asked, password)}
            onCancel={() => {
              setTrouble(undefined)
              setAsked(undefined)
            }}
          />
        </Card>
      )}
    </Section>
  )
}
