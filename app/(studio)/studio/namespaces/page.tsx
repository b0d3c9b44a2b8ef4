import { FolderTree, SearchX } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Messages } from '#app/_frame/messages.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import { described, namespaceNames } from '#server/namespaces/search-namespaces.ts'
import { namespacesOf } from '#server/people/can.ts'
import { namespaceHref, one } from '../../_components/param.ts'
import { requireAuthor } from '../../_components/require-author.ts'
import { StudioTabs } from '../../_components/studio-tabs.tsx'
import { NewNamespace } from './_components/new-namespace.tsx'

interface NamespacesPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** More are found by search. */
const most = 500

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio'))('namespaces.title') }
}

/** All namespaces, those below others set in; the search lives in the address. */
export default async function NamespacesPage({ searchParams }: NamespacesPageProps) {
  const actor = await requireAuthor('/studio/namespaces')
  if (namespacesOf(actor, 'namespace:read').length === 0) notFound()
  const q = one((await searchParams).q)
  const [t, frame, common, names] = await Promise.all([
    getTranslations('studio'),
    getTranslations('frame'),
    getTranslations('common'),
    namespaceNames(actor, { q }),
  ])
  const rows = await described(names.slice(0, most))
  return (
    <Messages of={['studio']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[{ label: frame('studio'), href: '/studio' }]}
        current={t('namespaces.title')}
      >
        <PageHeader
          title={t('title')}
          actions={namespacesOf(actor, 'namespace:write').length > 0 ? <NewNamespace /> : null}
        />
        <StudioTabs current="namespaces" />
        <SearchBox
          label={t('namespaces.search')}
          clearLabel={common('clear')}
          className="mb-4 w-72 max-sm:w-full"
        />
        {rows.length === 0 ? (
          q ? (
            <EmptyState
              icon={SearchX}
              title={t('namespaces.nothing')}
              action={
                <Link href="/studio/namespaces" className={buttonStyle({})}>
                  {t('namespaces.showAll')}
                </Link>
              }
            />
          ) : (
            <EmptyState icon={FolderTree} title={t('namespaces.empty')}>
              {t('namespaces.emptyText')}
            </EmptyState>
          )
        ) : (
          <>
            <NamespaceTable rows={rows} label={t('namespaces.title')} of={t('namespaces.about')} />
            <p className="mt-3 text-sm text-ink-faint">
              {common('shown', { shown: rows.length, total: names.length })}
            </p>
          </>
        )}
      </Page>
    </Messages>
  )
}

interface NamespaceTableProps {
  rows: readonly { id: string; description?: string }[]
  label: string
  /** Head of the column of descriptions. */
  of: string
}

function NamespaceTable({ rows, label, of }: NamespaceTableProps) {
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>{label}</Th>
          <Th>{of}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, description }) => (
          <Tr key={id}>
            <Td className="min-w-52">
              <Link
                href={namespaceHref(id)}
                style={{ paddingInlineStart: `${Math.min(id.split('.').length - 1, 6)}rem` }}
                className="block font-mono font-medium wrap-anywhere hover:underline max-sm:content-center max-sm:min-h-11"
              >
                {id}
              </Link>
            </Td>
            <Td className="text-ink-soft">
              <span className="line-clamp-2 wrap-anywhere">{description}</span>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
