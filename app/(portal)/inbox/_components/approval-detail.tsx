'use client'

import { ArrowLeft, SearchX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { ApiError } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { later } from '#components/ui/later.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { ApprovalView } from '#server/approvals/view.ts'
import { DueBadge } from '../../_components/due-badge.tsx'
import { fileHref } from '../../_components/file-href.ts'
import { ShownValues } from '../../_components/shown-values.tsx'
import { ConversationSlot } from '../../_conversation/conversation-slot.tsx'
import { ApprovalState } from './approval-state.tsx'
import { DecisionPanel } from './decision-panel.tsx'
import { Deciders } from './deciders.tsx'
import type { Wish } from './inbox.tsx'

const EarlierRounds = later(
  () => import('../../_components/earlier-rounds.tsx'),
  <Skeleton className="h-40 rounded-lg" />,
)

const OnIt = later(() => import('./on-it.tsx'))
const MoreWays = later(() => import('./more-ways.tsx'), <div className="h-7 max-sm:h-11" />)
const OtherRequests = later(() => import('./other-requests.tsx'), <Skeleton className="h-24 rounded-lg" />)
const Questions = later(() => import('./questions.tsx'), <Skeleton className="h-24 rounded-lg" />)

interface ApprovalDetailProps {
  id: string
  personId: string
  initial: ApprovalView | undefined
  wish: Wish | undefined
  onWish(vote: Wish | undefined): void
  /** Back to the list, where detail and list are not side by side. */
  onBack?(): void
  onDecided(): void
}

/** What a decider needs: the data frozen for them, who decided before, and the decision itself. */
export function ApprovalDetail({
  id,
  personId,
  initial,
  wish,
  onWish,
  onBack,
  onDecided,
}: ApprovalDetailProps) {
  const t = useTranslations('inbox')
  const path = `/approvals/${encodeURIComponent(id)}`
  const requestTopic = initial?.request ? [`request:${initial.request.id}`] : []
  const { data: approval, error } = useResource(path, {
    initial,
    topics: [`inbox:${personId}`, ...requestTopic],
  })

  return (
    <div className="mx-auto max-w-3xl px-6 py-5 max-sm:px-4">
      {onBack ? (
        <Button variant="ghost" size="sm" onClick={onBack} className="mb-2 -ml-2.5 md:hidden!">
          <ArrowLeft aria-hidden />
          {t('back')}
        </Button>
      ) : null}
      {approval ? (
        <Approval approval={approval} path={path} wish={wish} onWish={onWish} onDecided={onDecided} />
      ) : error ? (
        <Failure error={error} />
      ) : (
        <div aria-busy className="space-y-5">
          <Skeleton className="h-12" />
          <Skeleton className="h-64 rounded-lg" />
        </div>
      )}
    </div>
  )
}

function Failure({ error }: { error: unknown }) {
  const t = useTranslations('inbox')
  const gone = error instanceof ApiError && (error.status === 404 || error.status === 403)
  return gone ? <EmptyState icon={SearchX} title={t('gone')} /> : <TroubleNotice error={error} />
}

type ApprovalProps = Pick<ApprovalDetailProps, 'wish' | 'onWish' | 'onDecided'> & {
  approval: ApprovalView
  path: string
}

function Approval({ approval, path, wish, onWish, onDecided }: ApprovalProps) {
  const t = useTranslations('inbox')
  const words = useTranslations('conversation')
  const { request, requester } = approval
  const hrefOf = (uri: string) => fileHref(request?.id ?? '', uri)
  return (
    <article aria-labelledby="approval" className="space-y-6">
      <header>
        <div className="flex flex-wrap items-center gap-2">
          <ApprovalState state={approval.state} />
          {approval.round > 1 ? <Badge tone="neutral">{t('round', { round: approval.round })}</Badge> : null}
          {approval.dueAt && approval.state === 'OPEN' ? (
            <DueBadge at={approval.dueAt} working={approval.working} />
          ) : null}
        </div>
        <h2 id="approval" className="mt-2 text-lg font-semibold tracking-tight text-balance wrap-anywhere">
          {approval.title}
        </h2>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-soft">
          {requester ? (
            <span className="flex items-center gap-1.5">
              <Avatar name={requester.name} className="size-5" />
              {requester.name}
            </span>
          ) : null}
          {request ? (
            <Link
              href={`/requests/${request.id}`}
              className="text-accent-strong underline-offset-2 hover:underline"
            >
              {request.number} {request.title}
            </Link>
          ) : null}
          <RelativeTime at={approval.createdAt} />
        </p>
        {approval.throughGroups.length > 0 ? (
          <p className="mt-1 text-sm text-ink-faint">
            {t('through', { groups: approval.throughGroups.join(', ') })}
          </p>
        ) : null}
      </header>
      {approval.onBehalfOf || approval.claim ? <OnIt approval={approval} path={path} /> : null}
      {approval.messageHtml ? (
        // Sanitised where it was made, on the server.
        <div className="prose" dangerouslySetInnerHTML={{ __html: approval.messageHtml }} />
      ) : null}
      {approval.show.length > 0 ? (
        <Card>
          <ShownValues values={approval.show} fileHref={hrefOf} none={t('none')} />
        </Card>
      ) : null}
      {approval.state === 'OPEN' ? (
        <DecisionPanel
          key={approval.version}
          approval={approval}
          path={path}
          wish={wish}
          onWish={onWish}
          onDecided={onDecided}
        />
      ) : null}
      {approval.state === 'OPEN' ? <MoreWays approval={approval} path={path} onGone={onDecided} /> : null}
      {approval.questions.length > 0 ? <Questions approval={approval} path={path} /> : null}
      <Deciders groups={approval.groups} votes={approval.votes} fileHref={hrefOf} />
      {approval.earlier.length > 0 ? (
        <EarlierRounds
          rounds={approval.earlier.map(({ show, votes, ...round }) => ({
            ...round,
            values: show,
            decisions: votes,
          }))}
          fileHref={hrefOf}
        />
      ) : null}
      {request ? (
        <ConversationSlot
          key={request.id}
          requestId={request.id}
          title={words('title')}
          fileHref={(uri) => fileHref(request.id, uri)}
        />
      ) : null}
      {approval.others.length > 0 ? (
        <OtherRequests requests={approval.others} requester={requester?.name ?? ''} />
      ) : null}
    </article>
  )
}
