import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { Button } from '#components/ui/button.tsx'
import { readToken } from '#server/notices/unsubscribe.ts'
import { Narrow } from '../../_components/narrow.tsx'

interface UnsubscribePageProps {
  params: Promise<{ token: string }>
  searchParams: Promise<{ done?: string | string[] }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('unsubscribe'))('title') }
}

/** Where a mail's link leads. Looking at it changes nothing, so that a scanner of mail may; the button works without JavaScript. */
export default async function UnsubscribePage({ params, searchParams }: UnsubscribePageProps) {
  const [{ token }, { done }] = await Promise.all([params, searchParams])
  const read = readToken(token)
  if (!read) notFound()
  const [t, topic] = await Promise.all([getTranslations('unsubscribe'), getTranslations('notices.topic')])
  const what = read.from === 'digest' ? t('digest') : topic(read.from)
  return (
    <Narrow title={t(done === undefined ? 'title' : 'done')}>
      <p className="mb-4 text-ink-soft">{t(done === undefined ? 'text' : 'doneText', { what })}</p>
      {done === undefined ? (
        <form action={`/api/unsubscribe/${encodeURIComponent(token)}`} method="post">
          <Button type="submit" variant="primary" className="w-full">
            {t('submit')}
          </Button>
        </form>
      ) : null}
      <p className="mt-4 text-sm">
        <a href="/account#notices" className="text-accent-strong underline underline-offset-2">
          {t('settings')}
        </a>
      </p>
    </Narrow>
  )
}
