import { KeyRound } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { listProviders } from '#server/single-sign-on/list-providers.ts'
import { AdminPage } from '../../_components/admin-page.tsx'
import { requireAdmin } from '../../_components/require-admin.ts'
import { ProviderCard } from './_components/provider-card.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin'))('single-sign-on') }
}

/** The providers that the settings name: what holds for each, and whether it works. */
export default async function SingleSignOnPage() {
  const actor = await requireAdmin('/admin/single-sign-on', 'single-sign-on')
  const [t, providers] = await Promise.all([getTranslations('admin.sso'), listProviders(actor)])
  return (
    <AdminPage current="single-sign-on">
      {providers.length === 0 ? (
        <EmptyState icon={KeyRound} title={t('none')}>
          {t('noneText')}
        </EmptyState>
      ) : (
        <ul aria-label={t('list')} className="max-w-3xl space-y-4">
          {providers.map((provider) => (
            <li key={provider.id}>
              <ProviderCard provider={provider} />
            </li>
          ))}
        </ul>
      )}
    </AdminPage>
  )
}
