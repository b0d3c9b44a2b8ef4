import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { AppMark } from '#app/(portal)/_components/app-mark.tsx'
import { foundOr404 } from '#app/(portal)/_components/found-or-404.ts'
import { Messages } from '#app/_frame/messages.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import type { Actor } from '#server/actor.ts'
import { getApp } from '#server/apps/get-app.ts'
import { listAppRevisions } from '#server/apps/list-revisions.ts'
import { markOf } from '#server/apps/mark-of.ts'
import type { AppSource } from '#server/apps/view.ts'
import { listGuests } from '#server/guests/app-guests.ts'
import { shareOf } from '#server/guests/share-app.ts'
import { can } from '#server/people/can.ts'
import { appHref, flowHref, one } from '../../../_components/param.ts'
import { requireAuthor } from '../../../_components/require-author.ts'
import { appEditorLanguage } from '../_components/editor-language.ts'
import { AppEditor } from '../_components/app-editor.tsx'
import { AppState } from '../_components/app-state.tsx'
import { AppActions } from './_components/app-actions.tsx'
import { AppRevisions } from './_components/app-revisions.tsx'
import { Guests } from './_components/guests.tsx'
import { guestsPath, guestsShown } from './_components/guests-path.ts'
import { Share } from './_components/share.tsx'

interface AppPageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const tabs = ['edit', 'share', 'revisions'] as const
type Tab = (typeof tabs)[number]

async function load({ params }: AppPageProps) {
  const { id } = await params
  const actor = await requireAuthor(appHref(id))
  return { actor, app: await foundOr404(() => getApp(actor, id)) }
}

export async function generateMetadata(props: AppPageProps): Promise<Metadata> {
  return { title: (await load(props)).app.name }
}

/** One app: its source beside what people see of it, and its revisions. */
export default async function AppPage(props: AppPageProps) {
  const { actor, app } = await load(props)
  const search = await props.searchParams
  const mayWrite = can(actor, 'app:write', { namespace: app.namespace })
  const open = mayWrite ? tabs : tabs.filter((name) => name !== 'share')
  const tab = open.find((name) => name === one(search.tab)) ?? 'edit'
  const [t, common, mark] = await Promise.all([
    getTranslations('studio'),
    getTranslations('common'),
    markOf(actor, app.uid),
  ])
  return (
    <Messages of={['studio', 'form', 'fields', 'blocks', 'portal', 'share']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[{ label: t('apps.title'), href: '/studio/apps' }]}
        current={app.name}
        width={tab === 'edit' ? 'wide' : 'normal'}
      >
        <PageHeader
          title={app.name}
          mark={<AppMark name={app.name} icon={mark.icon} thumbnail={mark.thumbnail} />}
          description={
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <AppState app={app} />
              <Link
                href={flowHref(app.namespace, app.flowId)}
                className="font-mono text-xs wrap-anywhere hover:underline"
              >
                {app.namespace}/{app.flowId}
              </Link>
            </span>
          }
          actions={
            <AppActions
              app={{ uid: app.uid, name: app.name, enabled: app.enabled }}
              mark={mark}
              mayWrite={mayWrite}
            />
          }
        />
        <Tabs
          label={t('apps.parts')}
          current={tab}
          tabs={open.map((name) => ({
            key: name,
            href: name === 'edit' ? appHref(app.uid) : `${appHref(app.uid)}?tab=${name}`,
            label: t(`flow-page.${name}`),
          }))}
          className="mb-4"
        />
        <Body tab={tab} actor={actor} app={app} restore={one(search.revision)} mayWrite={mayWrite} />
      </Page>
    </Messages>
  )
}

interface BodyProps {
  tab: Tab
  actor: Actor
  app: AppSource
  /** Number of the revision whose source is loaded into the editor. */
  restore: string | undefined
  mayWrite: boolean
}

async function Body({ tab, actor, app, restore, mayWrite }: BodyProps) {
  const key = { uid: app.uid, revision: app.revision }
  if (tab === 'revisions') {
    const revisions = await listAppRevisions(actor, app.uid)
    return <AppRevisions app={key} initial={revisions} source={app.source} />
  }
  if (tab === 'share') {
    const [share, guests] = await Promise.all([
      shareOf(actor, app.uid),
      listGuests(actor, app.uid, { page: 1, size: guestsShown }),
    ])
    return (
      <div className="max-w-3xl space-y-8">
        <Share appId={app.uid} initial={share} />
        <Guests path={guestsPath(app.uid)} initial={guests} />
      </div>
    )
  }
  const revision = Number(restore)
  const older =
    Number.isInteger(revision) && revision > 0 && revision < app.revision
      ? await foundOr404(() => getApp(actor, app.uid, { revision }))
      : undefined
  return (
    <AppEditor
      key={`${app.uid}/${restore ?? ''}`}
      app={key}
      source={app.source}
      draft={older?.source}
      language={await appEditorLanguage(actor, app)}
      mayWrite={mayWrite}
    />
  )
}
