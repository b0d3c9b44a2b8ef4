import { getTranslations } from 'next-intl/server'
import { Tabs } from '#components/ui/tabs.tsx'

/** The rooms of the studio. */
export async function StudioTabs({
  current,
}: {
  current: 'flows' | 'apps' | 'runs' | 'triggers' | 'kv' | 'namespaces'
}) {
  const t = await getTranslations('studio')
  return (
    <Tabs
      label={t('title')}
      current={current}
      tabs={[
        { key: 'flows', href: '/studio/flows', label: t('flows.title') },
        { key: 'apps', href: '/studio/apps', label: t('apps.title') },
        { key: 'runs', href: '/studio/runs', label: t('runs.title') },
        { key: 'triggers', href: '/studio/triggers', label: t('triggers.title') },
        { key: 'kv', href: '/studio/kv', label: t('kv.title') },
        { key: 'namespaces', href: '/studio/namespaces', label: t('namespaces.title') },
      ]}
      className="mb-4"
    />
  )
}
