'use client'

import { MailX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useResource } from '#components/live/use-resource.ts'
import { Card, Section } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { MailState as State } from '#server/mail/view.ts'
import { TestMail } from './test-mail.tsx'

interface MailStateProps {
  initial: State
  mayTest: boolean
}

/** The mail server as the settings name it, what waits, and what went wrong last. */
export function MailState({ initial, mayTest }: MailStateProps) {
  const t = useTranslations('admin.mailPage')
  const { data = initial } = useResource<State>('/mail', { initial })
  const { server, sender, waiting, lastSentAt, lastError } = data
  const rows: { label: string; value: ReactNode }[] = [
    ...(server
      ? [
          { label: t('server'), value: t(server.protocol, { host: server.host, port: String(server.port) }) },
          { label: t('account'), value: server.account ? t('withAccount') : t('noAccount') },
          { label: t('sender'), value: sender },
        ]
      : []),
    { label: t('waiting'), value: t('mails', { count: waiting }) },
    { label: t('lastSent'), value: lastSentAt ? <RelativeTime at={lastSentAt} /> : t('never') },
    {
      label: t('lastError'),
      value: lastError ? (
        <>
          <RelativeTime at={lastError.at} />
          <span className="block">{lastError.message}</span>
          <span className="block text-sm text-ink-faint">{lastError.again ? t('again') : t('forGood')}</span>
          {lastError.executionId ? (
            <Link
              href={`/studio/runs/${encodeURIComponent(lastError.executionId)}`}
              className="text-sm text-accent-strong underline-offset-2 hover:underline"
            >
              {t('ofRun')}
            </Link>
          ) : null}
        </>
      ) : (
        t('none')
      ),
    },
  ]
  return (
    <div className="max-w-3xl space-y-4">
      {server ? null : (
        <EmptyState icon={MailX} title={t('off')}>
          {t('offText')}
        </EmptyState>
      )}
      {server || waiting > 0 ? (
        <Section id="mail-facts" title={t('facts')}>
          <Card>
            <dl className="divide-y">
              {rows.map((row) => (
                <div key={row.label} className="grid gap-x-4 px-4 py-2.5 sm:grid-cols-[11rem_minmax(0,1fr)]">
                  <dt className="text-sm text-ink-faint">{row.label}</dt>
                  <dd className="wrap-anywhere">{row.value}</dd>
                </div>
              ))}
            </dl>
          </Card>
        </Section>
      ) : null}
      {server && mayTest ? <TestMail /> : null}
    </div>
  )
}
