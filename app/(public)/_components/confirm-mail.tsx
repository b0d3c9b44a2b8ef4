'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { get, send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import type { PublicAppView } from '#server/guests/view.ts'
import { Captcha, captchaAnswer } from './captcha.tsx'
import { sprungTrap, Trap } from './trap.tsx'
import type { Guest } from './use-guest.ts'
import { waitUntilRead } from './wait-until-read.ts'

/** The way to the form where an address has to be confirmed: the address, then the six digits that were sent there. */
export function ConfirmMail({ guest }: { guest: Guest }) {
  const t = useTranslations('outside')
  const { view, openedAt, base, begin, setView } = guest
  const [asked, setAsked] = useState<{ verification: string; email: string }>()
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const code = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (asked) code.current?.focus()
  }, [asked])

  async function attempt(element: HTMLFormElement, work: (form: FormData, trap: string) => Promise<void>) {
    const form = new FormData(element)
    const trap = sprungTrap(element)
    setPending(true)
    setTrouble(undefined)
    try {
      await work(form, trap)
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  async function ask(form: FormData, trap: string) {
    const email = text(form, 'email')
    const name = text(form, 'name')
    await waitUntilRead(openedAt, view.leastMs)
    const { verification } = await send<{ verification: string }>('POST', `${base}/codes`, {
      body: {
        email,
        ...(name === '' ? {} : { name }),
        ticket: view.ticket,
        trap,
        captcha: captchaAnswer(),
      },
    })
    setAsked({ verification, email })
  }

  async function tell(form: FormData) {
    if (!asked) return
    await begin({ verification: asked.verification, code: text(form, 'code').replace(/\s/g, '') })
    setView(await get<PublicAppView>(base + location.search))
  }

  if (asked) {
    return (
      <Form key="tell" className="max-w-md space-y-5" onSubmit={(form) => void attempt(form, tell)}>
        <p role="status" className="text-ink-soft wrap-anywhere">
          {t('codeSent', { email: asked.email })}
        </p>
        <Field id="code" label={t('code')} required help={t('codeHelp')}>
          <Input
            ref={code}
            id="code"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9\s]{6,7}"
            maxLength={7}
            required
            className="max-w-40 tracking-widest tabular-nums"
          />
        </Field>
        {trouble ? <TroubleNotice error={trouble} /> : null}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" pending={pending}>
            {t('confirm')}
          </Button>
          <Button
            variant="ghost"
            onClick={() => {
              setTrouble(undefined)
              setAsked(undefined)
            }}
          >
            {t('otherAddress')}
          </Button>
        </div>
      </Form>
    )
  }
  return (
    <Form key="ask" className="max-w-md space-y-5" onSubmit={(form) => void attempt(form, ask)}>
      <p className="text-ink-soft">{t('confirmText')}</p>
      <Field id="name" label={t('name')}>
        <Input id="name" name="name" autoComplete="name" maxLength={100} />
      </Field>
      <Field id="email" label={t('email')} required>
        <Input id="email" name="email" type="email" autoComplete="email" required maxLength={320} />
      </Field>
      <Trap />
      {view.captcha ? <Captcha {...view.captcha} /> : null}
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <Button type="submit" variant="primary" pending={pending}>
        {t('sendCode')}
      </Button>
    </Form>
  )
}

function text(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}
