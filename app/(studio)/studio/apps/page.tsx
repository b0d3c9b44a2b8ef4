import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { Messages } from '#app/_frame/messages.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import { appTags } from '#server/apps/app-tags.ts'
import { searchApps } from '#server/apps/search-apps.ts'
import { namespacesOf } from '#server/people/can.ts'
import { one } from '../../_components/param.ts'
import { ParamSelect } from '../../_components/param-select.tsx'
import { requireAuthor } from '../../_components/require-author.ts'
import { StudioTabs } from '../../_components/studio-tabs.tsx'
import { AppTable } from './_components/app-table.tsx'
import { ImportApps } from './_components/import-apps.tsx'

interface AppsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const size = 50
const states = ['available', 'disabled', 'flow-missing', 'not-yet', 'closed'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio'))('apps.title') }
}

/** The apps that the person may edit or read the source of; search and filters live in the URL. */
export default async function AppsPage({ searchParams }: AppsPageProps) {
  const actor = await requireAuthor('/studio/apps')
  const params = await searchParams
  const [q, namespace, tag] = [one(params.q), one(params.namespace), one(params.tag)]
  const state = states.find((name) => name === one(params.state))
  const [t, frame, common, page, tags] = await Promise.all([
    getTranslations('studio'),
    getTranslations('frame'),
    getTranslations('common'),
    searchApps(actor, { q, namespace, tag, state, size }),
    appTags(actor),
  ])
  const filters = Object.fromEntries(
    Object.entries({ q, namespace, tag, state }).filter(([, value]) => value),
  ) as Record<string, string>
  const query = new URLSearchParams({ size: String(size), ...filters })
  const mayWrite = namespacesOf(actor, 'app:write').length > 0
  return (
    <Messages of={['studio']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[{ label: frame('studio'), href: '/studio' }]}
        current={t('apps.title')}
      >
        <PageHeader
          title={t('title')}
          actions={
            mayWrite ? (
              <>
                <ImportApps />
                <Link href="/studio/apps/new" className={buttonStyle({ variant: 'primary' })}>
                  <Plus aria-hidden />
                  {t('apps.new')}
                </Link>
              </>
            ) : null
          }
        />
        <StudioTabs current="apps" />
        <div className="mb-4 flex flex-wrap gap-2">
          <SearchBox label={t('apps.search')} clearLabel={common('clear')} className="w-72 max-sm:w-full" />
          <ParamSelect param="tag" label={t('apps.tags')} allLabel={t('apps.allTags')} options={tags} />
          <ParamSelect
            param="state"
            label={t('apps.state')}
            allLabel={t('apps.allStates')}
            options={states}
            labels={Object.fromEntries(states.map((name) => [name, t(`apps.is.${name}`)]))}
          />
        </div>
        <AppTable
          key={query.toString()}
          path={`/apps/search?${query.toString()}`}
          initial={page}
          filtered={Object.keys(filters).length > 0}
          mayWrite={mayWrite}
        />
      </Page>
    </Messages>
  )
}
