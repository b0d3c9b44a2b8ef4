import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Messages } from '#app/_frame/messages.tsx'
import { requireViewer } from '#app/_frame/viewer.ts'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import type { Actor } from '#server/actor.ts'
import { openApp } from '#server/apps/open-app.ts'
import { getDraft } from '#server/drafts/get-draft.ts'
import { listDrafts } from '#server/drafts/list-drafts.ts'
import type { DraftView } from '#server/drafts/view.ts'
import { AppError } from '#server/errors.ts'
import { foundOr404 } from '../../_components/found-or-404.ts'
import { AppMark } from '../../_components/app-mark.tsx'
import { AppForm } from './_components/app-form.tsx'
import { Beginnings } from './_components/beginnings.tsx'
import { CopyRequest } from './_components/copy-request.tsx'

interface AppPageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Of drafts and requests; a form may have inputs of the same names as what carries them. */
const isId = (value: unknown): value is string => typeof value === 'string' && /^[\w-]{22}$/.test(value)

async function load({ params, searchParams }: AppPageProps) {
  const { id } = await params
  const query = await searchParams
  const actor = await requireViewer(`/apps/${id}`)
  return foundOr404(async () => {
    const draft = isId(query.draft) ? await draftOf(actor, id, query.draft) : undefined
    const app = await openApp(actor, id, { link: query, draft: draft?.values })
    return { actor, query, draft, app }
  })
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

export async function generateMetadata(props: AppPageProps): Promise<Metadata> {
  return { title: (await load(props)).app.displayName }
}

/** An app's form, and beside it what happens next with these answers. */
export default async function AppPage(props: AppPageProps) {
  const { actor, query, draft, app } = await load(props)
  const [frame, common] = await Promise.all([getTranslations('frame'), getTranslations('common')])
  const copies = !draft && isId(query.from) ? query.from : undefined
  const isNew = draft !== undefined || query.new !== undefined
  const drafts = isNew || copies ? [] : await listDrafts(actor, { app: app.id })
  return (
    <Messages of={['app', 'form', 'fields', 'portal']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[{ label: frame('home'), href: '/' }]}
        current={app.displayName}
      >
        <PageHeader
          title={app.displayName}
          description={app.description}
          mark={<AppMark name={app.displayName} icon={app.icon} />}
        />
        {copies ? (
          <CopyRequest appId={app.id} requestId={copies} />
        ) : (
          <>
            <Beginnings app={app} draft={draft} drafts={drafts} isGone={!draft && isId(query.draft)} />
            <AppForm key={draft?.id ?? 'new'} app={app} personId={actor.id} draft={draft} />
          </>
        )}
      </Page>
    </Messages>
  )
}
