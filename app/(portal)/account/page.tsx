import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireViewer } from '#app/_frame/viewer.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { Card } from '#components/ui/card.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('frame'))('account') }
}

/** Who one is to the product. */
export default async function AccountPage() {
  const actor = await requireViewer('/account')
  const [t, common] = await Promise.all([getTranslations('account'), getTranslations('common')])
  const rows = [
    { label: t('name'), value: actor.name },
    { label: t('email'), value: actor.email },
    { label: t('timeZone'), value: actor.timeZone },
    { label: t('groups'), value: actor.groups.map((group) => group.slug).join(', ') || t('noGroups') },
  ]
  return (
    <Page trailLabel={common('trail')} current={t('title')}>
      <PageHeader title={actor.name} mark={<Avatar name={actor.name} className="size-9 text-sm" />} />
      <Card className="max-w-2xl">
        <dl className="divide-y">
          {rows.map((row) => (
            <div key={row.label} className="grid gap-x-4 px-4 py-2.5 sm:grid-cols-[11rem_minmax(0,1fr)]">
              <dt className="text-sm text-ink-faint">{row.label}</dt>
              <dd className="wrap-anywhere">{row.value}</dd>
            </div>
          ))}
        </dl>
      </Card>
    </Page>
  )
}
