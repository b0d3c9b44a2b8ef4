import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { Messages } from '#app/_frame/messages.tsx'
import { loadPublic } from '../../../_components/load-public.ts'
import { logoOf } from '../../../_components/logo-of.ts'
import { Outside } from '../../../_components/outside.tsx'
import { LostLink } from './_components/lost-link.tsx'

interface LostPageProps {
  params: Promise<{ id: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('outside'))('lostTitle') }
}

/** For who has lost the link to their request: it is mailed again, where the address was confirmed. */
export default async function LostPage({ params }: LostPageProps) {
  const app = await loadPublic({ id: (await params).id, query: {}, asThemselves: false })
  if (!app.findsBack) notFound()
  const t = await getTranslations('outside')
  return (
    <Messages of={['outside']}>
      <Outside title={t('lostTitle')} logo={logoOf(app)} theme={app.theme}>
        <LostLink app={app} />
      </Outside>
    </Messages>
  )
}
