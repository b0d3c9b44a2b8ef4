import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { Messages } from '#app/_frame/messages.tsx'
import { requireViewer } from '#app/_frame/viewer.ts'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { listApprovals } from '#server/approvals/list-approvals.ts'
import { catalog } from '#server/apps/catalog.ts'
import { listDrafts } from '#server/drafts/list-drafts.ts'
import { openedFor } from '#server/health/opened.ts'
import { listRequests } from '#server/requests/list-requests.ts'
import { AppMark } from './_components/app-mark.tsx'
import { Catalog } from './_components/catalog.tsx'
import { DraftList } from './_components/draft-list.tsx'
import { homePaths, homeSizes } from './_components/home-paths.ts'
import { OpenedNotice } from './_components/opened-notice.tsx'
import { OpenRequests } from './_components/open-requests.tsx'
import { WaitingForYou } from './_components/waiting-for-you.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('frame'))('home') }
}

/** What waits for one, what one waits for, and what one can ask for. */
export default async function HomePage() {
  const actor = await requireViewer('/')
  const [t, common, approvals, requests, drafts, apps] = await Promise.all([
    getTranslations('home'),
    getTranslations('common'),
    listApprovals(actor, { box: 'mine', size: homeSizes.approvals }),
    listRequests(actor, { size: homeSizes.requests }),
    listDrafts(actor),
    catalog(actor),
  ])
  const marks = Object.fromEntries(
    apps.map((app) => [
      app.id,
      <AppMark key={app.id} name={app.displayName} icon={app.icon} thumbnail={app.thumbnail} />,
    ]),
  )
  return (
    <Messages of={['home', 'portal', 'inbox', 'conversation', 'form', 'fields']}>
      <Page trailLabel={common('trail')} current={t('title')}>
        <PageHeader title={t('greeting', { name: actor.name.split(' ')[0] ?? actor.name })} />
        <OpenedNotice opened={openedFor(actor)} />
        <div className="space-y-8">
          <WaitingForYou personId={actor.id} path={homePaths.approvals} initial={approvals} />
          <OpenRequests personId={actor.id} path={homePaths.requests} initial={requests} />
          <DraftList
            personId={actor.id}
            path={homePaths.drafts}
            initial={drafts}
            title={t('drafts')}
            most={homeSizes.drafts}
            actions={
              drafts.length > homeSizes.drafts ? (
                <Link href="/requests?outcome=DRAFT" className="text-sm text-accent-strong hover:underline">
                  {t('allDrafts', { count: drafts.length })}
                </Link>
              ) : null
            }
          />
          <Catalog initial={apps} marks={marks} />
        </div>
      </Page>
    </Messages>
  )
}
