import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Messages } from '#app/_frame/messages.tsx'
import { requireViewer } from '#app/_frame/viewer.ts'
import { Page } from '#components/ui/page.tsx'
import { pageOfRequest } from '#server/apps/execution-page.ts'
import { getRequest } from '#server/requests/get-request.ts'
import { foundOr404 } from '../../_components/found-or-404.ts'
import { Tracker } from './_components/tracker.tsx'

interface RequestPageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<{ new?: string | string[] }>
}

async function load(props: RequestPageProps) {
  const { id } = await props.params
  const actor = await requireViewer(`/requests/${id}`)
  return { actor, request: await foundOr404(() => getRequest(actor, id)) }
}

export async function generateMetadata(props: RequestPageProps): Promise<Metadata> {
  const { request } = await load(props)
  return { title: `${request.number} ${request.title}` }
}

/** Where a request stands, who has it, and when it will likely end. */
export default async function RequestPage(props: RequestPageProps) {
  const { actor, request } = await load(props)
  const [frame, common, page] = await Promise.all([
    getTranslations('frame'),
    getTranslations('common'),
    pageOfRequest(actor, request.id),
  ])
  return (
    <Messages of={['tracker', 'portal', 'conversation', 'blocks', 'home', 'inbox', 'form', 'fields']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[{ label: frame('requests'), href: '/requests' }]}
        current={request.number}
      >
        <Tracker
          initial={request}
          initialPage={page ?? null}
          viewerId={actor.id}
          fresh={Boolean((await props.searchParams).new)}
        />
      </Page>
    </Messages>
  )
}
