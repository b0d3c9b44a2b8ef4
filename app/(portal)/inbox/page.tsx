import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Messages } from '#app/_frame/messages.tsx'
import { requireViewer } from '#app/_frame/viewer.ts'
import { Page } from '#components/ui/page.tsx'
import { getApproval } from '#server/approvals/get-approval.ts'
import { inboxCount, listApprovals } from '#server/approvals/list-approvals.ts'
import type { ApprovalView } from '#server/approvals/view.ts'
import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { boxOf, listPath, listSize } from './_components/boxes.ts'
import { Inbox } from './_components/inbox.tsx'

interface InboxPageProps {
  searchParams: Promise<{ box?: string | string[]; q?: string | string[]; id?: string | string[] }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('frame'))('inbox') }
}

/** The chosen approval; undefined where it is not there or not for this person: the page says so itself. */
async function opened(actor: Actor, id: string | undefined): Promise<ApprovalView | undefined> {
  if (!id) return undefined
  try {
    return await getApproval(actor, id)
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}

/** What the person is asked to decide: the list, and one of it. Box, search and choice live in the URL. */
export default async function InboxPage({ searchParams }: InboxPageProps) {
  const actor = await requireViewer('/inbox')
  const params = await searchParams
  const box = boxOf(params.box)
  const q = typeof params.q === 'string' ? params.q : undefined
  const [t, common, list, counts] = await Promise.all([
    getTranslations('inbox'),
    getTranslations('common'),
    listApprovals(actor, { box, q, size: listSize }),
    inboxCount(actor),
  ])
  const first = typeof params.id === 'string' ? params.id : list.results[0]?.id
  return (
    <Messages of={['inbox', 'portal', 'conversation', 'form', 'fields']}>
      <Page trailLabel={common('trail')} current={t('title')} width="full">
        <Inbox
          key={listPath(box, q)}
          personId={actor.id}
          box={box}
          path={listPath(box, q)}
          filtered={Boolean(q)}
          initial={list}
          counts={counts}
          opened={await opened(actor, first)}
        />
      </Page>
    </Messages>
  )
}
