import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Messages } from '#app/_frame/messages.tsx'
import { requireViewer } from '#app/_frame/viewer.ts'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { openApp } from '#server/apps/open-app.ts'
import { copyAnswers } from '#server/requests/copy-answers.ts'
import { foundOr404 } from '../../_components/found-or-404.ts'
import { AppMark } from '../../_components/app-mark.tsx'
import { AppForm } from './_components/app-form.tsx'

interface AppPageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

async function load({ params, searchParams }: AppPageProps) {
  const { id } = await params
  const { from, ...query } = await searchParams
  const actor = await requireViewer(`/apps/${id}`)
  return foundOr404(async () =>
    openApp(actor, id, typeof from === 'string' ? await copyAnswers(actor, from) : query),
  )
}

export async function generateMetadata(props: AppPageProps): Promise<Metadata> {
  return { title: (await load(props)).displayName }
}

/** An app's form, and beside it what happens next with these answers. */
export default async function AppPage(props: AppPageProps) {
  const app = await load(props)
  const [frame, common] = await Promise.all([getTranslations('frame'), getTranslations('common')])
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
        <AppForm app={app} />
      </Page>
    </Messages>
  )
}
