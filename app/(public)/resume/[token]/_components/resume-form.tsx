'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Judgement } from '#components/flow-form/use-flow-form.ts'
import { FlowForm } from '#components/flow-form/flow-form.tsx'
import { send } from '#components/live/api.ts'
import { HostProvider, type Host } from '#components/ui/host.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { ResumePage } from '#server/resume-links/view.ts'

/** Nobody without an account gives a file here: no link is made for a pause that asks for one. */
const host: Host = {
  maxUploadBytes: 0,
  upload: () => Promise.reject(new Error('No files are taken here')),
  uploaded: () => undefined,
  forget: () => Promise.resolve(),
}

/** With the zone: the browser's, and before its code has come another. */
const moment = {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
} as const

export function ResumeForm({ token, page }: { token: string; page: ResumePage }) {
  const t = useTranslations('outside')
  const [done, setDone] = useState(false)
  const until = useFormatter().dateTime(new Date(page.expiresAt), moment)
  const base = `/public/resume/${encodeURIComponent(token)}`

  if (done) {
    return (
      <Notice tone="success" role="status" title={t('resumeDone')}>
        <p>{t('resumeDoneText')}</p>
      </Notice>
    )
  }
  return (
    <HostProvider host={host}>
      <div className="space-y-8">
        <FlowForm
          inputs={page.inputs}
          states={page.states}
          // kept in this tab only, and gone with it: the link itself is not written down
          draftKey={`resume:${page.title}:${page.expiresAt}`}
          validate={(values, signal) =>
            send<Judgement>('POST', `${base}/validate`, { body: { values }, signal })
          }
          submit={async (values, idempotencyKey) => {
            await send('POST', base, { body: { values }, idempotencyKey })
            setDone(true)
          }}
          submitLabel={t('resumeSubmit')}
        />
        <p className="text-sm text-ink-faint">{t('resumeNote', { until })}</p>
      </div>
    </HostProvider>
  )
}
