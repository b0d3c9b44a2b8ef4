import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { Messages } from '#app/_frame/messages.tsx'
import { LiveProvider } from '#components/live/live-provider.tsx'
import { copiedAnswers } from '#server/guests/copied-answers.ts'
import { publicDoor } from '#server/guests/public-door.ts'
import { openPublic } from '#server/guests/public-form.ts'
import { foundOr404 } from '../../../../(portal)/_components/found-or-404.ts'
import { BrowserZone } from '../../../_components/browser-zone.tsx'
import { loadGuest } from '../../../_components/load-guest.ts'
import { logoOf } from '../../../_components/logo-of.ts'
import { Outside } from '../../../_components/outside.tsx'
import { PublicApp } from '../../../_components/public-app.tsx'

interface NewPageProps {
  params: Promise<{ token: string }>
  searchParams: Promise<{ from?: string | string[] }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('outside'))('copy') }
}

/** The form once more for a guest, with the answers of an earlier request. */
export default async function NewRequestPage({ params, searchParams }: NewPageProps) {
  const [{ token }, { from }] = await Promise.all([params, searchParams])
  const { actor, guest } = await loadGuest(token)
  if (typeof from !== 'string' || !guest.app.open) notFound()
  const app = await foundOr404(async () => {
    const door = await publicDoor(guest.app.publicId)
    const { flow, values } = await copiedAnswers(actor, from)
    return openPublic(door, actor, { copied: values, flow })
  })
  return (
    <Messages of={['app', 'form', 'fields', 'outside', 'blocks', 'portal']}>
      <LiveProvider>
        <Outside
          title={app.displayName}
          descriptionHtml={app.descriptionHtml}
          logo={logoOf(app)}
          theme={app.theme}
        >
          <BrowserZone>
            <PublicApp initial={app} token={token} />
          </BrowserZone>
        </Outside>
      </LiveProvider>
    </Messages>
  )
}
