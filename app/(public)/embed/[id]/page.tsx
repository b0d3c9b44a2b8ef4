import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { Messages } from '#app/_frame/messages.tsx'
import { LiveProvider } from '#components/live/live-provider.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { findDoor, isPublic } from '#server/guests/public-door.ts'
import { BrowserZone } from '../../_components/browser-zone.tsx'
import { loadPublic } from '../../_components/load-public.ts'
import { LostHint } from '../../_components/lost-hint.tsx'
import { logoOf } from '../../_components/logo-of.ts'
import { Outside } from '../../_components/outside.tsx'
import { PublicApp } from '../../_components/public-app.tsx'
import { FrameSize } from './_components/frame-size.tsx'

interface EmbedPageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Only an app that names pages around it is shown in frames at all. */
async function load({ params }: EmbedPageProps) {
  const door = await findDoor((await params).id)
  if (!door?.app.embed) notFound()
  return { door, origins: door.app.embed.origins }
}

export async function generateMetadata(props: EmbedPageProps): Promise<Metadata> {
  return { title: (await load(props)).door.displayName }
}

/**
 * An app in a page of somebody else. Nobody is signed in here: no cookie is read, and a form for people who sign in opens in a
 * tab of its own.
 */
export default async function EmbedPage(props: EmbedPageProps) {
  const { door, origins } = await load(props)
  if (!isPublic(door)) {
    const t = await getTranslations('outside')
    return (
      <Outside framed title={t('privateTitle')}>
        <FrameSize origins={origins} />
        <p className="mb-4 text-ink-soft">{t('privateText')}</p>
        <a
          href={`/apps/${door.id}`}
          target="_blank"
          rel="noreferrer"
          className={buttonStyle({ variant: 'primary' })}
        >
          {t('openTab')}
        </a>
      </Outside>
    )
  }
  const app = await loadPublic({ id: door.publicId, query: await props.searchParams, asThemselves: false })
  return (
    <Messages of={['app', 'form', 'fields', 'outside', 'blocks', 'portal', 'tracker', 'conversation']}>
      <LiveProvider>
        <Outside
          framed
          title={app.displayName}
          descriptionHtml={app.descriptionHtml}
          logo={logoOf(app)}
          theme={app.theme}
        >
          <FrameSize origins={origins} />
          <BrowserZone>
            {/* another flow is another form: nothing of the one before stays */}
            <PublicApp key={String((await props.searchParams).flow)} initial={app} framed />
          </BrowserZone>
          <LostHint app={app} framed />
        </Outside>
      </LiveProvider>
    </Messages>
  )
}
