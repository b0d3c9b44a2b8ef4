import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { viewer } from '#app/_frame/viewer.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { hasMail } from '#server/mail/settings.ts'
import { Narrow } from '../_components/narrow.tsx'
import { Providers } from './_components/providers.tsx'
import { safePath } from './safe-path.ts'
import { troubleBy } from './trouble-by.ts'

interface SignInProps {
  searchParams: Promise<Partial<Record<'next' | 'error' | 'email' | 'set', string | string[]>>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn'))('title') }
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

function errorKey(error: string): 'wrong' | 'tooMany' | 'unavailable' | 'expired' | 'secondFactor' {
  if (error === 'expired') return 'expired'
  if (error === 'conflict') return 'secondFactor'
  if (error === 'too-many') return 'tooMany'
  return error === 'unavailable' ? 'unavailable' : 'wrong'
}

/** A plain form: it works without JavaScript. */
export default async function SignInPage({ searchParams }: SignInProps) {
  const params = await searchParams
  const next = safePath(one(params.next))
  if (await viewer()) redirect(next)
  const t = await getTranslations('signIn')
  const product = (await getTranslations('common'))('product')
  const error = one(params.error)

  return (
    <Narrow title={t('title')} product={product}>
      {error ? (
        <Notice tone="danger" role="alert" className="mb-4">
          <p>
            {error.startsWith('sso-') ? t(`by.${troubleBy(error.slice('sso-'.length))}`) : t(errorKey(error))}
          </p>
        </Notice>
      ) : null}
      {params.set && !error ? (
        <Notice tone="success" role="status" className="mb-4">
          <p>{t('passwordSet')}</p>
        </Notice>
      ) : null}
      <form action="/api/auth/sign-in" method="post" className="space-y-4">
        <input type="hidden" name="next" value={next} />
        <Field id="email" label={t('email')}>
          <Input
            id="email"
            name="email"
            type="email"
            autoComplete="username"
            required
            autoFocus={!one(params.email)}
            defaultValue={one(params.email)}
            maxLength={320}
          />
        </Field>
        <Field id="password" label={t('password')}>
          <Input
            id="password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            autoFocus={Boolean(one(params.email))}
            maxLength={1000}
          />
        </Field>
        <Button type="submit" variant="primary" className="w-full">
          {t('submit')}
        </Button>
      </form>
      {hasMail() ? (
        <p className="mt-4 text-center text-sm">
          <Link href="/forgot" className="text-accent-strong underline">
            {t('forgot')}
          </Link>
        </p>
      ) : null}
      <Providers next={next} />
    </Narrow>
  )
}
