'use client'

import { useTranslations } from 'next-intl'
import { useResource } from '#components/live/use-resource.ts'
import { Card, Section } from '#components/ui/card.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import type { RequestView } from '#server/requests/view.ts'
import { fileHref } from '../../../_components/file-href.ts'
import { OutcomePill } from '../../../_components/outcome-pill.tsx'
import { ShownValues } from '../../../_components/shown-values.tsx'
import { ConversationSlot } from '../../../_conversation/conversation-slot.tsx'
import { Actions } from './actions.tsx'
import { Files } from './files.tsx'
import { Expected } from './expected.tsx'
import { Followers } from './followers.tsx'
import { History } from './history.tsx'
import { Nudge } from './nudge.tsx'
import { Sentence } from './sentence.tsx'
import { StageLine } from './stage-line.tsx'

interface TrackerProps {
  initial: RequestView
  viewerId: string
  /** It was sent a moment ago, from the form. */
  fresh: boolean
}

/** A request as it goes on, live. */
export function Tracker({ initial, viewerId, fresh }: TrackerProps) {
  const t = useTranslations('tracker')
  const words = useTranslations('conversation')
  const { data: request = initial } = useResource(`/requests/${initial.id}`, {
    initial,
    topics: [`request:${initial.id}`],
  })
  const results = request.results.filter((result) => !result.file && !result.files)
  const href = (uri: string) => fileHref(request.id, uri)
  return (
    <>
      <PageHeader
        title={request.title}
        description={
          <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <OutcomePill outcome={request.outcome} />
            <span className="tabular-nums">{request.number}</span>
            {request.requester.id === viewerId ? null : (
              <span>{t('by', { name: request.requester.name })}</span>
            )}
          </span>
        }
        actions={<Actions request={request} />}
      />
      <div className="space-y-6">
        {fresh && !request.closedAt ? (
          <Notice tone="success" role="status" title={t('received', { number: request.number })}>
            <p>{t('receivedText')}</p>
          </Notice>
        ) : null}
        {request.hold ? (
          <Notice tone="warning" role="status" title={t('hold', { stage: request.hold.stage })}>
            <p>{t('holdText', { told: request.hold.told })}</p>
          </Notice>
        ) : null}
        <Asked request={request} viewerId={viewerId} />
        <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="min-w-0 space-y-8">
            <Section id="stages" title={<Sentence request={request} />} actions={<Nudge request={request} />}>
              <Card className="p-5">
                <StageLine stages={request.stages} />
                <Expected expected={request.expected} />
              </Card>
            </Section>
            <Files files={request.files} href={href} />
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
            <ConversationSlot requestId={request.id} title={words('title')} />
          </div>
          <div className="min-w-0 space-y-8">
            <Followers request={request} viewerId={viewerId} />
            <History history={request.history} />
          </div>
        </div>
      </div>
    </>
  )
}

/** That the requester asks to cancel it, or why somebody closed it. */
function Asked({ request, viewerId }: Pick<TrackerProps, 'viewerId'> & { request: RequestView }) {
  const t = useTranslations('tracker')
  const { cancelAsked, requester, history } = request
  const closing = request.closedAt ? history.findLast(({ what }) => what === 'cancelled') : undefined
  if (cancelAsked)
    return (
      <Notice
        tone="warning"
        role="status"
        title={requester.id === viewerId ? t('cancelAskedYou') : t('cancelAsked', { name: requester.name })}
      >
        <p className="wrap-anywhere whitespace-pre-wrap">{cancelAsked.text}</p>
      </Notice>
    )
  if (!closing?.comment) return null
  return (
    <Notice tone="info" role="status" title={t('closedBecause', { name: closing.who?.name ?? t('someone') })}>
      <p className="wrap-anywhere whitespace-pre-wrap">{closing.comment}</p>
    </Notice>
  )
}
