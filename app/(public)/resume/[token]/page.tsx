import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Messages } from '#app/_frame/messages.tsx'
import { LiveProvider } from '#components/live/live-provider.tsx'
import { AppError } from '#server/errors.ts'
import { resumePage } from '#server/resume-links/open-link.ts'
import { BrowserZone } from '../../_components/browser-zone.tsx'
import { Outside } from '../../_components/outside.tsx'
import { ResumeForm } from './_components/resume-form.tsx'

interface ResumePageProps {
  params: Promise<{ token: string }>
}

const load = cache(async (token: string) => {
  try {
    return await resumePage(token)
  } catch (error) {
    if (error instanceof AppError && error.code === 'gone') notFound()
    throw error
  }
})

export async function generateMetadata({ params }: ResumePageProps): Promise<Metadata> {
  return { title: (await load((await params).token)).title }
}

/** Where a link to a pause leads. Looking at it resumes and uses up nothing, so that a scanner of mail may. */
export default async function ResumeByLinkPage({ params }: ResumePageProps) {
  const { token } = await params
  const page = await load(token)
  return (
    <Messages of={['form', 'fields', 'outside']}>
      <LiveProvider>
        <Outside title={page.title} descriptionHtml={page.description}>
          <BrowserZone>
            <ResumeForm token={token} page={page} />
          </BrowserZone>
        </Outside>
      </LiveProvider>
    </Messages>
  )
}
