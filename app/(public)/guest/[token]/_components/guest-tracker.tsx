'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { callAsOutsider } from '#components/live/api.ts'
import { useResource } from '#components/live/use-resource.ts'
import { Card, Section } from '#components/ui/card.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { RequestView } from '#server/requests/view.ts'
import { OutcomePill } from '../../../../(portal)/_components/outcome-pill.tsx'
import { ShownValues } from '../../../../(portal)/_components/shown-values.tsx'
import Files from '../../../../(portal)/requests/[id]/_components/files.tsx'
import { History } from '../../../../(portal)/requests/[id]/_components/history.tsx'
import { Sentence } from '../../../../(portal)/requests/[id]/_components/sentence.tsx'
import { StageLine } from '../../../../(portal)/requests/[id]/_components/stage-line.tsx'

/** A guest's request as it goes on, live: the parts of the portal's tracker, by the token of their link. */
export function GuestTracker({ token, initial }: { token: string; initial: RequestView }) {
  const t = useTranslations('tracker')
  // before anything below calls or listens
  useState(() => {
    if (typeof window !== 'undefined') callAsOutsider(token)
  })
  const { data: request = initial } = useResource(`/requests/${initial.id}`, {
    initial,
    topics: [`request:${initial.id}`],
  })
  const results = request.results.filter((result) => !result.file)
  const href = (uri: string) =>
    `/guest/${encodeURIComponent(token)}/file?request=${encodeURIComponent(request.id)}&uri=${encodeURIComponent(uri)}`
  return (
    <div className="space-y-6">
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-ink-soft">
        <OutcomePill outcome={request.outcome} />
        <span className="tabular-nums">{request.number}</span>
      </p>
      {request.hold ? (
        <Notice tone="warning" role="status" title={t('hold', { stage: request.hold.stage })}>
          <p>{t('holdText', { told: request.hold.told })}</p>
        </Notice>
      ) : null}
      <Section id="stages" title={<Sentence request={request} />}>
        <Card className="p-5">
          <StageLine stages={request.stages} />
        </Card>
      </Section>
      {request.files.length > 0 ? <Files files={request.files} href={href} /> : null}
      {results.length > 0 ? (
        <Section id="results" title={t('results')}>
          <Card>
            <ShownValues values={results} fileHref={href} none={t('none')} />
          </Card>
        </Section>
      ) : null}
      {request.answers.length > 0 ? (
        <Section id="answers" title={t('answers')}>
          <Card>
            <ShownValues values={request.answers} fileHref={href} none={t('none')} />
          </Card>
        </Section>
      ) : null}
      <History history={request.history} />
    </div>
  )
}
