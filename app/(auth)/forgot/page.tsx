import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { hasMail } from '#server/mail/settings.ts'
import { Narrow } from '../_components/narrow.tsx'

interface ForgotProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('forgot'))('title') }
}

/** Asks for a link by which a password is set. A plain form: it works without JavaScript, and tells nobody who has an account. */
export default async function ForgotPage({ searchParams }: ForgotProps) {
  const { sent, error } = await searchParams
  if (!hasMail()) redirect('/sign-in')
  const t = await getTranslations('forgot')
  return (
    <Narrow title={t('title')}>
      {sent ? (
        <Notice tone="success" role="status" title={t('sentTitle')}>
          <p>{t('sent')}</p>
        </Notice>
      ) : (
        <>
          {error ? (
            <Notice tone="danger" role="alert" className="mb-4">
              <p>{t(error === 'too-many' ? 'tooMany' : 'unavailable')}</p>
            </Notice>
          ) : null}
          <p className="mb-4 text-sm text-ink-soft">{t('text')}</p>
          <form action="/api/auth/forgot" method="post" className="space-y-4">
            <Field id="email" label={t('email')}>
              <Input
                id="email"
                name="email"
                type="email"
                autoComplete="username"
                required
                autoFocus
                maxLength={320}
              />
            </Field>
            <Button type="submit" variant="primary" className="w-full">
              {t('submit')}
            </Button>
          </form>
        </>
      )}
      <p className="mt-4 text-center text-sm">
        <Link href="/sign-in" className="text-accent-strong underline">
          {t('back')}
        </Link>
      </p>
    </Narrow>
  )
}
