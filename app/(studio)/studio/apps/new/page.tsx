import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { foundOr404 } from '#app/(portal)/_components/found-or-404.ts'
import { Messages } from '#app/_frame/messages.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { appSourceFor } from '#server/apps/source-for.ts'
import { searchFlows } from '#server/flows/search-flows.ts'
import { namespacesOf } from '#server/people/can.ts'
import { one } from '../../../_components/param.ts'
import { requireAuthor } from '../../../_components/require-author.ts'
import { AppEditor } from '../_components/app-editor.tsx'
import { appEditorLanguage } from '../_components/editor-language.ts'
import { ChooseFlow } from './_components/choose-flow.tsx'

interface NewAppPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const size = 50

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio'))('apps.new') }
}

/** An app that is not there yet: for a flow, with the source of its default page to begin from. */
export default async function NewAppPage({ searchParams }: NewAppPageProps) {
  const actor = await requireAuthor('/studio/apps/new')
  if (namespacesOf(actor, 'app:write').length === 0) notFound()
  const params = await searchParams
  const [q, flow] = [one(params.q), one(params.flow)]
  const [t, common] = await Promise.all([getTranslations('studio'), getTranslations('common')])
  const slash = flow?.indexOf('/') ?? -1
  const key =
    flow && slash > 0 ? { namespace: flow.slice(0, slash), flowId: flow.slice(slash + 1) } : undefined
  const source = key && (await foundOr404(() => appSourceFor(actor, key)))
  return (
    <Messages of={['studio', 'form', 'fields', 'blocks', 'portal']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[{ label: t('apps.title'), href: '/studio/apps' }]}
        current={t('apps.new')}
        width={source ? 'wide' : 'normal'}
      >
        <PageHeader title={t('apps.new')} description={source ? undefined : t('apps.newText')} />
        {source ? (
          <AppEditor
            newAs={`new:${flow ?? ''}`}
            source={source}
            language={await appEditorLanguage(actor, key)}
            mayWrite
          />
        ) : (
          <ChooseFlow page={await searchFlows(actor, { q, size })} />
        )}
      </Page>
    </Messages>
  )
}
