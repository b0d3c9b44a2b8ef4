import type { Metadata } from 'next'
import { getFormatter, getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { buttonStyle } from '#components/ui/button.tsx'
import { decisionPage, type DecisionPage } from '#server/decision-links/open-link.ts'
import { AppError } from '#server/errors.ts'
import { Outside } from '../../_components/outside.tsx'
import { DecisionForm } from './_components/decision-form.tsx'

interface DecidePageProps {
  params: Promise<{ token: string }>
  searchParams: Promise<{ error?: string | string[] }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('decide'))('asks') }
}

async function load(token: string): Promise<DecisionPage> {
  try {
    return await decisionPage(token)
  } catch (error) {
    if (error instanceof AppError && error.code === 'gone') notFound()
    throw error
  }
}

/** Where a mail leads that asks for a decision. Looking at it decides nothing, however often; its form works without JavaScript. */
export default async function DecidePage({ params, searchParams }: DecidePageProps) {
  const [{ token }, { error }] = await Promise.all([params, searchParams])
  const page = await load(token)
  if (page.state === 'open') {
    const fault =
      error === undefined ? undefined : error === 'comment' || error === 'changes' ? error : 'failed'
    return <DecisionForm token={token} page={page} fault={fault} />
  }
  if (page.state === 'decided') return <Decided page={page} />
  return <SignIn page={page} />
}

async function Decided({ page }: { page: Extract<DecisionPage, { state: 'decided' }> }) {
  const [t, format] = await Promise.all([getTranslations('decide'), getFormatter()])
  const { title, vote, at, timeZone } = page
  const when = `${format.dateTime(new Date(at), { dateStyle: 'long', timeStyle: 'short', timeZone })} (${timeZone})`
  return (
    <Outside title={t(`decided.${vote}`, { title })}>
      <p role="status">{t('at', { when })}</p>
    </Outside>
  )
}

async function SignIn({ page }: { page: Exclude<DecisionPage, { state: 'open' } | { state: 'decided' }> }) {
  const t = await getTranslations('decide')
  return (
    <Outside title={t(`over.${page.state}.title`)}>
      <p role="status" className="mb-6">
        {page.state === 'closed' ? page.reason : t(`over.${page.state}.text`)}
      </p>
      <a href={page.path} className={buttonStyle({})}>
        {t('toInbox')}
      </a>
    </Outside>
  )
}
