'use client'

import { useTranslations } from 'next-intl'
import { useResource } from '#components/live/use-resource.ts'
import { later } from '#components/ui/later.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { AppPageView } from '#server/apps/view.ts'
import type { RequestView } from '#server/requests/view.ts'
import { fileHref } from '../../../_components/file-href.ts'
import { OutcomePill } from '../../../_components/outcome-pill.tsx'
import { ConversationSlot } from '../../../_conversation/conversation-slot.tsx'
import { Actions } from './actions.tsx'
import { Followers } from './followers.tsx'
import { History } from './history.tsx'
import { placesComments } from './places-comments.ts'
import { Rounds, StandardBody } from './standard-body.tsx'

const ChangesAsked = later(() => import('./changes-asked.tsx'), <Skeleton className="h-96 rounded-lg" />)
const LaidOut = later(() => import('./laid-out.tsx'), <Skeleton className="h-96 rounded-lg" />)

const OpenQuestions = later(() => import('./open-questions.tsx'), <Skeleton className="h-48 rounded-lg" />)

interface TrackerProps {
  initial: RequestView
  /** What its app lays out for the present moment; null: nothing of its own. */
  initialPage: AppPageView | null
  viewerId: string
  /** It was sent a moment ago, from the form. */
  fresh: boolean
}

/** A request as it goes on, live. */
export function Tracker({ initial, initialPage, viewerId, fresh }: TrackerProps) {
  const t = useTranslations('tracker')
  const words = useTranslations('conversation')
  const { data: request = initial } = useResource(`/requests/${initial.id}`, {
    initial,
    topics: [`request:${initial.id}`],
  })
  const pagePath = `/requests/${initial.id}/page`
  const { data: page = initialPage } = useResource<AppPageView | null>(pagePath, {
    initial: initialPage,
    topics: [`request:${initial.id}`],
  })
  const hrefOf = (uri: string) => fileHref(request.id, uri)
  const conversation = <ConversationSlot requestId={request.id} title={words('title')} fileHref={hrefOf} />
  return (
    <>
      <PageHeader
        title={request.title}
        description={
          <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <OutcomePill outcome={request.changes ? 'NEEDS_CHANGES' : request.outcome} />
            <span className="tabular-nums">{request.number}</span>
            {request.requester.id === viewerId ? null : (
              <span>{t('by', { name: request.requester.name })}</span>
            )}
          </span>
        }
        actions={<Actions request={request} />}
      />
      <div className="space-y-6">
        {fresh ? (
          <Notice tone="success" role="status" title={t('received', { number: request.number })}>
            {request.closedAt ? null : <p>{t('receivedText')}</p>}
          </Notice>
        ) : null}
        {request.hold ? (
          <Notice tone="warning" role="status" title={t('hold', { stage: request.hold.stage })}>
            <p>{t('holdText', { told: request.hold.told })}</p>
          </Notice>
        ) : null}
        {request.changes ? <ChangesAsked request={request} /> : null}
        <Asked request={request} viewerId={viewerId} />
        {request.questions.length > 0 ? (
          <OpenQuestions questions={request.questions} path={`/requests/${request.id}`} />
        ) : null}
        <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="min-w-0 space-y-8">
            {page ? (
              <LaidOut
                request={request}
                viewerId={viewerId}
                path={pagePath}
                view={page}
                comments={conversation}
              />
            ) : (
              <StandardBody request={request} fileHref={hrefOf} />
            )}
            {page ? <Rounds request={request} fileHref={hrefOf} /> : null}
            {page && placesComments(page.blocks) ? null : conversation}
          </div>
          <div className="min-w-0 space-y-8">
            <Followers request={request} viewerId={viewerId} />
            <History history={request.history} fileHref={hrefOf} />
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
