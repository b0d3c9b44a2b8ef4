'use client'

import { ShieldCheck } from 'lucide-react'
import { useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { useResource } from '#components/live/use-resource.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { SecondFactorView } from '#server/second-factor/get.ts'
import type { Enrolment } from '#server/second-factor/set-up.ts'
import { Enrol } from './enrol.tsx'
import { OneField } from './one-field.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

const path = '/me/second-factor'

/** What the password is asked for. */
type Wish = 'set-up' | 'codes' | 'remove'

interface SecondFactorProps {
  initial: SecondFactorView
  /** Who has none is asked for none: they must have signed in a moment ago. */
  hasPassword: boolean
}

/** Codes of an app besides the password: set up, switched off, and what helps without the app. */
export function SecondFactor({ initial, hasPassword }: SecondFactorProps) {
  const t = useTranslations('account.second')
  const client = useQueryClient()
  const { data = initial } = useResource(path, { initial })
  const [wish, setWish] = useState<Wish>()
  const [enrolment, setEnrolment] = useState<Enrolment>()
  const [codes, setCodes] = useState<string[]>()
  const [trouble, setTrouble] = useState<unknown>()
  const [pending, setPending] = useState(false)

  async function run(act: () => Promise<void>) {
    setPending(true)
    setTrouble(undefined)
    try {
      await act()
      await client.invalidateQueries({ queryKey: [path] })
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  const acts: Record<Wish, (body: { password: string }) => Promise<void>> = {
    'set-up': async (body) => {
      setEnrolment(await send<Enrolment>('POST', path, { body }))
    },
    codes: async (body) => {
      const made = await send<{ recoveryCodes: string[] }>('POST', `${path}/recovery-codes`, { body })
      setCodes(made.recoveryCodes)
    },
    remove: async (body) => {
      await send('POST', `${path}/remove`, { body })
      setCodes(undefined)
      toast('success', t('removed'))
    },
  }
  const grant = (asked: Wish, password: string) =>
    run(async () => {
      await acts[asked]({ password })
      setWish(undefined)
    })
  const confirm = (code: string) =>
    run(async () => {
      const made = await send<{ recoveryCodes: string[] }>('POST', `${path}/confirm`, { body: { code } })
      setCodes(made.recoveryCodes)
      setEnrolment(undefined)
    })

  function ask(next: Wish | undefined) {
    setTrouble(undefined)
    setEnrolment(undefined)
    setWish(next)
  }
  const labels: Record<Wish, string> = { 'set-up': t('setUp'), codes: t('newCodes'), remove: t('remove') }
  const offered: Wish[] = data.enabled ? ['codes', 'remove'] : ['set-up']

  return (
    <Section id="second-factor" title={t('title')}>
      <Card className="space-y-4 p-4">
        <State {...data} />
        {codes ? (
          <RecoveryCodes
            codes={codes}
            onKept={() => {
              setCodes(undefined)
            }}
          />
        ) : null}
        {trouble ? <TroubleNotice error={trouble} /> : null}
        {enrolment ? (
          <Enrol
            enrolment={enrolment}
            pending={pending}
            onCode={(code) => void confirm(code)}
            onCancel={() => {
              ask(undefined)
            }}
          />
        ) : wish && !hasPassword ? (
          <Sure
            label={labels[wish]}
            pending={pending}
            onYes={() => void grant(wish, '')}
            onNo={() => {
              ask(undefined)
            }}
          />
        ) : wish ? (
          <OneField
            key={wish}
            label={t('password')}
            type="password"
            autoComplete="current-password"
            submit={labels[wish]}
            cancel={t('cancel')}
            pending={pending}
            danger={wish === 'remove'}
            onSubmit={(password) => void grant(wish, password)}
            onCancel={() => {
              ask(undefined)
            }}
          />
        ) : (
          <div className="flex flex-wrap gap-2">
            {offered.map((one) => (
              <Button
                key={one}
                variant={one === 'remove' ? 'danger' : 'secondary'}
                pending={pending}
                onClick={() => {
                  if (hasPassword || one === 'remove') ask(one)
                  else void grant(one, '')
                }}
              >
                {labels[one]}
              </Button>
            ))}
          </div>
        )}
      </Card>
    </Section>
  )
}

interface SureProps {
  label: string
  pending: boolean
  onYes(): void
  onNo(): void
}

function Sure({ label, pending, onYes, onNo }: SureProps) {
  const t = useTranslations('account.second')
  return (
    <div className="flex flex-wrap gap-2">
      <Button variant="danger" pending={pending} onClick={onYes}>
        {label}
      </Button>
      <Button onClick={onNo}>{t('cancel')}</Button>
    </div>
  )
}

function State({ enabled, since, recoveryCodes }: SecondFactorView) {
  const t = useTranslations('account.second')
  const format = useFormatter()
  return (
    <p className="flex gap-2 text-sm text-ink-soft">
      {enabled ? <ShieldCheck aria-hidden className="size-5 shrink-0 text-success" /> : null}
      <span>
        {enabled && since
          ? `${t('on', { since: format.dateTime(new Date(since), { dateStyle: 'medium' }) })} ${t('left', { count: recoveryCodes })}`
          : t('off')}
      </span>
    </p>
  )
}
