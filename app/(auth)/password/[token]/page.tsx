import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { Messages } from '#app/_frame/messages.tsx'
import { NewPassword } from '#app/_password/new-password.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { findLink } from '#server/mail-links/link.ts'
import { Narrow } from '../../_components/narrow.tsx'

interface PasswordPageProps {
  params: Promise<{ token: string }>
  searchParams: Promise<{ error?: string | string[] }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('password'))('title') }
}

const texts = { invitation: 'firstText', reset: 'resetText', first: 'ownText' } as const
const faults = ['too-short', 'too-long', 'common', 'about-you', 'repeats', 'mismatch', 'unavailable'] as const

/**
 * Where a mailed link leads. Looking at it changes and uses up nothing, so that a scanner of mail may. A plain form: it works
 * without JavaScript.
 */
export default async function PasswordPage({ params, searchParams }: PasswordPageProps) {
  const [{ token }, { error }] = await Promise.all([params, searchParams])
  const link = await findLink(token)
  if (!link) notFound()
  const t = await getTranslations('password')
  const fault = error === undefined ? undefined : (faults.find((name) => name === error) ?? 'unavailable')
  const { name, email } = link
  return (
    <Narrow title={t('title')} path={`/password/${token}`}>
      {fault === undefined ? null : (
        <Notice tone="danger" role="alert" className="mb-4">
          <p>{t(`fault.${fault}`)}</p>
        </Notice>
      )}
      <p className="mb-4 text-sm wrap-anywhere text-ink-soft">{t(texts[link.kind], { name, email })}</p>
      <form action="/api/auth/password" method="post" className="space-y-4">
        <input type="hidden" name="token" value={token} />
        <input hidden readOnly type="email" autoComplete="username" value={email} />
        <Messages of={['password']}>
          <NewPassword id="password" label={t('new')} help={t('help')} about={{ name, email }} autoFocus />
        </Messages>
        <Field id="again" label={t('again')}>
          <Input
            id="again"
            name="again"
            type="password"
            autoComplete="new-password"
            required
            maxLength={1000}
          />
        </Field>
        <Button type="submit" variant="primary" className="w-full">
          {t('submit')}
        </Button>
      </form>
    </Narrow>
  )
}
