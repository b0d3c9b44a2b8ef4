import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { foundOr404 } from '#app/(portal)/_components/found-or-404.ts'
import { Messages } from '#app/_frame/messages.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import type { Actor } from '#server/actor.ts'
import { inheritedVariables, lookAtNamespace } from '#server/namespaces/get-namespace.ts'
import { listOpenFolders } from '#server/namespace-files/open-folders.ts'
import { can } from '#server/people/can.ts'
import type { Permission } from '#server/people/permissions.ts'
import { environmentSecrets } from '#server/secrets/environment-secrets.ts'
import { inheritedSecrets, searchSecrets } from '#server/secrets/read-secrets.ts'
import { secretUsage } from '#server/secrets/usage.ts'
import { namespaceHref, one } from '../../../_components/param.ts'
import { requireAuthor } from '../../../_components/require-author.ts'
import { Files } from './_components/files/files.tsx'
import { InheritedSecrets } from './_components/inherited-secrets.tsx'
import { Overview } from './_components/overview.tsx'
import { SecretTable } from './_components/secret-table.tsx'
import { SettingsForm } from './_components/settings-form.tsx'

interface NamespacePageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

type Looked = Awaited<ReturnType<typeof lookAtNamespace>>

const tabs = ['overview', 'files', 'settings', 'secrets'] as const
/** What one must hold to see a tab. */
const needs: Partial<Record<(typeof tabs)[number], Permission>> = {
  files: 'namespace-file:read',
  secrets: 'secret:read',
}
const size = 50

export async function generateMetadata({ params }: NamespacePageProps): Promise<Metadata> {
  return { title: decodeURIComponent((await params).id) }
}

/** One namespace: what lives in it, what it gives to its flows, its files and secrets. */
export default async function NamespacePage({ params, searchParams }: NamespacePageProps) {
  const id = decodeURIComponent((await params).id)
  const href = namespaceHref(id)
  const actor = await requireAuthor(href)
  const looked = await foundOr404(() => lookAtNamespace(actor, id))
  const shown = tabs.filter((name) => {
    const permission = needs[name]
    return !permission || can(actor, permission, { namespace: id })
  })
  const query = await searchParams
  const wanted = one(query.tab)
  const tab = shown.find((name) => name === wanted) ?? 'overview'
  const [t, common] = await Promise.all([getTranslations('studio'), getTranslations('common')])
  return (
    <Messages of={['studio']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[{ label: t('namespaces.title'), href: '/studio/namespaces' }]}
        current={id}
      >
        <PageHeader title={<span className="wrap-anywhere">{id}</span>} />
        <Tabs
          label={t('namespaces.tabs')}
          current={tab}
          tabs={shown.map((name) => ({
            key: name,
            href: name === 'overview' ? href : `${href}?tab=${name}`,
            label: t(`namespaces.${name}`),
          }))}
          className="mb-4"
        />
        <Body
          tab={tab}
          actor={actor}
          id={id}
          looked={looked}
          path={typeof query.path === 'string' ? query.path : ''}
        />
      </Page>
    </Messages>
  )
}

interface BodyProps {
  tab: (typeof tabs)[number]
  actor: Actor
  id: string
  looked: Looked
  /** Of the file that is shown. */
  path: string
}

async function Body({ tab, actor, id, looked, path }: BodyProps) {
  const mayWrite = can(actor, 'namespace:write', { namespace: id })
  if (tab === 'settings') {
    const effective = await inheritedVariables(actor, id)
    return (
      <SettingsForm
        key={id}
        namespace={id}
        source={looked.source}
        variables={effective}
        mayWrite={mayWrite}
      />
    )
  }
  if (tab === 'files')
    return (
      <Files
        key={id}
        namespace={id}
        initial={await listOpenFolders(actor, { namespace: id, path })}
        may={{
          write: can(actor, 'namespace-file:write', { namespace: id }),
          delete: can(actor, 'namespace-file:delete', { namespace: id }),
        }}
      />
    )
  if (tab === 'secrets') {
    const [page, usage, inherited] = await Promise.all([
      searchSecrets(actor, { namespace: id, page: 1, size, sort: 'key:asc', filters: [] }),
      secretUsage(actor, id),
      inheritedSecrets(actor, id),
    ])
    const { [id]: own = [], ...above } = inherited
    return (
      <div className="space-y-8">
        <SecretTable
          namespace={id}
          initial={page}
          usage={usage}
          mayWrite={can(actor, 'secret:write', { namespace: id })}
          mayDelete={can(actor, 'secret:delete', { namespace: id })}
        />
        <InheritedSecrets above={above} own={own} environment={environmentSecrets(actor, id)} usage={usage} />
      </div>
    )
  }
  return (
    <Overview
      key={id}
      namespace={id}
      description={looked.namespace.description ?? ''}
      counts={looked.counts}
      made={looked.made}
      mayReadFiles={can(actor, 'namespace-file:read', { namespace: id })}
      mayWrite={mayWrite}
      mayDelete={can(actor, 'namespace:delete', { namespace: id })}
    />
  )
}
