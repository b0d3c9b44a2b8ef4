import { getTranslations } from 'next-intl/server'
import { Tabs } from '#components/ui/tabs.tsx'

/** The rooms of the studio. */
export async function StudioTabs({ current }: { current: 'flows' | 'runs' }) {
  const t = await getTranslations('studio')
  return (
    <Tabs
      label={t('title')}
      current={current}
      tabs={[
        { key: 'flows', href: '/studio/flows', label: t('flows.title') },
        { key: 'runs', href: '/studio/runs', label: t('runs.title') },
      ]}
      className="mb-4"
    />
  )
}
