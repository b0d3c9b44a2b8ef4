import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Messages } from '#app/_frame/messages.tsx'
import { requireViewer } from '#app/_frame/viewer.ts'
import { Themed } from '#components/app-layout/app-theme.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import type { Actor } from '#server/actor.ts'
import { executionPage, pageApp } from '#server/apps/execution-page.ts'
import { findUsable } from '#server/apps/find-app.ts'
import { openPage } from '#server/apps/open-page.ts'
import { isNamed, waitingHere } from '#server/apps/waiting-here.ts'
import type { AppPageView } from '#server/apps/view.ts'
import { getDraft } from '#server/drafts/get-draft.ts'
import { listDrafts } from '#server/drafts/list-drafts.ts'
import type { DraftView } from '#server/drafts/view.ts'
import { AppError } from '#server/errors.ts'
import { foundOr404 } from '../../_components/found-or-404.ts'
import { AppMark } from '../../_components/app-mark.tsx'
import { AppForm } from './_components/app-form.tsx'
import { Beginnings } from './_components/beginnings.tsx'
import { ChooseFlow } from './_components/choose-flow.tsx'
import { ClosedApp, type OpeningTime } from './_components/closed-app.tsx'
import { CopyRequest } from './_components/copy-request.tsx'
import { ExecutionSlot } from './_components/execution-slot.tsx'
import { WaitingSlot } from './_components/waiting-slot.tsx'
import { openingTimeOf } from './_components/opening-time.ts'

type Query = Record<string, string | string[] | undefined>

interface AppPageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}

interface Opened {
  actor: Actor
  query: Query
  view: AppPageView
  draft: DraftView | undefined
}

type Loaded = Opened | { app: AppPageView['app']; time: OpeningTime }

/** Of drafts, requests and executions; a form may have inputs of the same names as what carries them. */
const isId = (value: unknown): value is string => typeof value === 'string' && /^[\w-]{22}$/.test(value)

async function load({ params, searchParams }: AppPageProps): Promise<Loaded> {
  const { id } = await params
  const query = await searchParams
  const actor = await requireViewer(`/apps/${id}`)
  return foundOr404(async () => {
    try {
      return await open(actor, id, query)
    } catch (error) {
      const time = openingTimeOf(error)
      if (!time) throw error
      return { app: await pageApp(actor, await findUsable(actor, id)), time }
    }
  })
}

async function open(actor: Actor, id: string, query: Query): Promise<Opened> {
  const draft = isId(query.draft) ? await draftOf(actor, id, query.draft) : undefined
  if (!draft && isId(query.execution))
    return { actor, query, draft, view: await executionPage(actor, id, query.execution) }
  const { flow, ...link } = query
  const chosen = draft?.flow ?? (typeof flow === 'string' ? flow : undefined)
  return {
    actor,
    query,
    draft,
    view: await openPage(actor, id, { flow: chosen, link, draft: draft?.values }),
  }
}

/** Undefined where it is gone: the form opens all the same. */
async function draftOf(actor: Actor, appId: string, draftId: string): Promise<DraftView | undefined> {
  try {
    const draft = await getDraft(actor, draftId)
    return draft.app.id === appId ? draft : undefined
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return undefined
    throw error
  }
}

const appOf = (loaded: Loaded) => ('view' in loaded ? loaded.view.app : loaded.app)

export async function generateMetadata(props: AppPageProps): Promise<Metadata> {
  return { title: appOf(await load(props)).displayName }
}

/** An app's page as it opens: its form, and beside it what happens next with these answers. */
export default async function AppPage(props: AppPageProps) {
  const loaded = await load(props)
  const app = appOf(loaded)
  const [frame, common] = await Promise.all([getTranslations('frame'), getTranslations('common')])
  return (
    <Messages of={['app', 'form', 'fields', 'portal', 'blocks']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[{ label: frame('home'), href: '/' }]}
        current={app.displayName}
      >
        <Themed theme={app.theme}>
          {app.theme?.logo ? (
            <img src={app.theme.logo} alt="" className="mb-5 h-10 w-auto max-w-60 object-contain" />
          ) : null}
          <PageHeader
            title={app.displayName}
            description={app.description}
            mark={<AppMark name={app.displayName} icon={app.icon} thumbnail={app.thumbnail} />}
          />
          {'view' in loaded ? await bodyOf(loaded) : <ClosedApp time={loaded.time} />}
        </Themed>
      </Page>
    </Messages>
  )
}

async function bodyOf({ actor, query, view, draft }: Opened): Promise<ReactNode> {
  const { app, form, flows } = view
  const copied = !draft && isId(query.from) ? query.from : undefined
  if (copied) return <CopyRequest appId={app.id} requestId={copied} />
  if (flows)
    return <ChooseFlow hrefOf={(one) => `/apps/${app.id}?flow=${encodeURIComponent(one)}`} flows={flows} />
  if (!form) return <ExecutionSlot initial={view} />
  const isNew = draft !== undefined || query.new !== undefined
  const drafts = isNew ? [] : await listDrafts(actor, { app: app.id })
  const isGone = !draft && isId(query.draft)
  const asks = !isNew && isNamed(actor, (await findUsable(actor, app.id)).spec)
  return (
    <>
      {asks ? <WaitingSlot appId={app.id} initial={await waitingHere(actor, app.id)} /> : null}
      <Beginnings appId={app.id} form={form} draft={draft} drafts={drafts} isGone={isGone} />
      <AppForm
        key={`${form.flow} ${draft?.id ?? 'new'}`}
        view={view}
        form={form}
        personId={actor.id}
        draft={draft}
      />
    </>
  )
}
