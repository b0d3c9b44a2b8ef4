import { LayoutTemplate, Plus } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { Badge } from '#components/ui/badge.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { Actor } from '#server/actor.ts'
import { searchApps } from '#server/apps/search-apps.ts'
import { appSourceFor } from '#server/apps/source-for.ts'
import type { AppRow } from '#server/apps/view.ts'
import { can } from '#server/people/can.ts'
import { appHref } from '../../../../../_components/param.ts'
import { AppState } from '../../../../apps/_components/app-state.tsx'
import { PublishApp } from './publish-app.tsx'

interface AppsTabProps {
  actor: Actor
  flow: { namespace: string; id: string }
}

const most = 100

/** The apps by which people start the flow. */
export async function AppsTab({ actor, flow: { namespace, id: flowId } }: AppsTabProps) {
  const [t, page] = await Promise.all([
    getTranslations('studio.apps'),
    searchApps(actor, { exactNamespace: namespace, flowId, size: most }),
  ])
  const mayWrite = can(actor, 'app:write', { namespace })
  const isWritten = page.results.some(({ written }) => written)
  const source = mayWrite && !isWritten ? await appSourceFor(actor, { namespace, flowId }) : undefined
  const publish = source === undefined ? null : <PublishApp source={source} />
  if (page.results.length === 0)
    return (
      <EmptyState icon={LayoutTemplate} title={t('noneOfFlow')} action={publish}>
        {t('noneOfFlowText')}
      </EmptyState>
    )
  return (
    <Section
      id="apps-of-flow"
      title={t('ofFlow')}
      actions={
        publish ??
        (mayWrite ? (
          <Link
            href={`/studio/apps/new?flow=${encodeURIComponent(`${namespace}/${flowId}`)}`}
            className={buttonStyle({ size: 'sm' })}
          >
            <Plus aria-hidden />
            {t('another')}
          </Link>
        ) : null)
      }
    >
      <Card>
        <ul className="divide-y">
          {page.results.map((app) => (
            <AppLine key={app.uid} app={app} />
          ))}
        </ul>
      </Card>
    </Section>
  )
}

async function AppLine({ app }: { app: AppRow }) {
  const t = await getTranslations('studio.apps')
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="font-medium wrap-anywhere">{app.name}</p>
        <p className="text-xs text-ink-faint">{app.id}</p>
      </div>
      {app.written ? null : <Badge>{t('default')}</Badge>}
      <AppState app={app} />
      <Link href={`/apps/${app.uid}`} className={buttonStyle({ size: 'sm' })}>
        {t('open')}
      </Link>
      {app.written ? (
        <Link href={appHref(app.uid)} className={buttonStyle({ size: 'sm' })}>
          {t('edit')}
        </Link>
      ) : null}
    </li>
  )
}
