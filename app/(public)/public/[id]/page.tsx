import type { Metadata } from 'next'
import { Messages } from '#app/_frame/messages.tsx'
import { LiveProvider } from '#components/live/live-provider.tsx'
import { BrowserZone } from '../../_components/browser-zone.tsx'
import { loadPublic } from '../../_components/load-public.ts'
import { LostHint } from '../../_components/lost-hint.tsx'
import { logoOf } from '../../_components/logo-of.ts'
import { Outside } from '../../_components/outside.tsx'
import { PublicApp } from '../../_components/public-app.tsx'

interface PublicPageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

async function load({ params, searchParams }: PublicPageProps) {
  return loadPublic({ id: (await params).id, query: await searchParams, asThemselves: true })
}

export async function generateMetadata(props: PublicPageProps): Promise<Metadata> {
  return { title: (await load(props)).displayName }
}

/** A public app's form, for everybody who has its address. */
export default async function PublicPage(props: PublicPageProps) {
  const app = await load(props)
  // another flow is another form: nothing of the one before stays
  const form = <PublicApp key={String((await props.searchParams).flow)} initial={app} />
  return (
    <Messages of={['app', 'form', 'fields', 'outside', 'blocks', 'portal']}>
      <LiveProvider>
        <Outside
          title={app.displayName}
          descriptionHtml={app.descriptionHtml}
          logo={logoOf(app)}
          theme={app.theme}
        >
          {app.you === 'person' ? form : <BrowserZone>{form}</BrowserZone>}
          <LostHint app={app} />
        </Outside>
      </LiveProvider>
    </Messages>
  )
}
