import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { isHalfSignedIn } from '#server/session.ts'
import { Narrow } from '../../_components/narrow.tsx'
import { safePath } from '../safe-path.ts'

interface CodeProps {
  searchParams: Promise<{ next?: string | string[]; error?: string | string[] }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn'))('codeTitle') }
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

function errorKey(error: string): 'wrongCode' | 'tooMany' | 'unavailable' {
  if (error === 'too-many') return 'tooMany'
  return error === 'unavailable' ? 'unavailable' : 'wrongCode'
}

/** The second step of the sign-in. A plain form: it works without JavaScript. */
export default async function CodePage({ searchParams }: CodeProps) {
  const params = await searchParams
  const next = safePath(one(params.next))
  const again = `/sign-in?next=${encodeURIComponent(next)}`
  if (!(await isHalfSignedIn())) redirect(again)
  const t = await getTranslations('signIn')
  const error = one(params.error)
  return (
    <Narrow title={t('codeTitle')}>
      {error ? (
        <Notice tone="danger" role="alert" className="mb-4">
          <p>{t(errorKey(error))}</p>
        </Notice>
      ) : null}
      <form action="/api/auth/second-factor" method="post" className="space-y-4">
        <input type="hidden" name="next" value={next} />
        <Field id="code" label={t('code')} help={t('codeHelp')}>
          <Input
            id="code"
            name="code"
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            required
            autoFocus
            maxLength={100}
            aria-describedby="code-help"
          />
        </Field>
        <Button type="submit" variant="primary" className="w-full">
          {t('submit')}
        </Button>
      </form>
      <p className="mt-4 text-center text-sm">
        <Link href={again} className="text-accent-strong underline">
          {t('startAgain')}
        </Link>
      </p>
    </Narrow>
  )
}
