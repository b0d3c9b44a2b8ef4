import { Download } from 'lucide-react'
import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { requireViewer } from '#app/_frame/viewer.ts'
import { Messages } from '#app/_frame/messages.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import { contentsOf } from '#engine/evidence/pack.ts'
import { verifyPack } from '#engine/evidence/verify-pack.ts'
import { packText } from '#engine/evidence/write-pack.ts'
import { packOf } from '#server/evidence/pack-of.ts'
import { languageFor } from '#server/languages/languages.ts'
import { foundOr404 } from '../../../_components/found-or-404.ts'
import { Approvals } from './_components/approvals.tsx'
import { Checks } from './_components/checks.tsx'
import { PrintButton } from './_components/print-button.tsx'
import { readerOf } from './_components/reader.ts'
import { Section } from './_components/section.tsx'
import { Sources } from './_components/sources.tsx'
import { Summary } from './_components/summary.tsx'
import { Trail } from './_components/trail.tsx'
import { Values } from './_components/values.tsx'

interface EvidencePageProps {
  params: Promise<{ id: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('evidence'))('title') }
}

/** All that proves how a request was decided, to be read and printed. Opening it takes it out, as its download does. */
export default async function EvidencePage({ params }: EvidencePageProps) {
  const { id } = await params
  const actor = await requireViewer(`/requests/${id}/evidence`)
  const pack = await foundOr404(() => packOf(actor, id))
  const [request] = contentsOf(pack, 'request')
  if (!request) notFound()
  const [t, frame, common, locale, reader] = await Promise.all([
    getTranslations('evidence'),
    getTranslations('frame'),
    getTranslations('common'),
    getLocale(),
    readerOf(pack),
  ])
  const language = languageFor(locale)
  const { checks } = verifyPack(new TextEncoder().encode(packText(pack)))
  return (
    <Messages of={['evidence']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[
          { label: frame('requests'), href: '/requests' },
          { label: request.number, href: `/requests/${id}` },
        ]}
        current={t('title')}
      >
        <header className="mb-6 flex flex-wrap items-start justify-between gap-4">
          <h1 className="text-xl font-semibold tracking-tight">{t('of', { number: request.number })}</h1>
          <div className="flex gap-2 print:hidden">
            <a href={`/api/v1/requests/${id}/evidence`} download className={buttonStyle({})}>
              <Download aria-hidden />
              {t('download')}
            </a>
            <PrintButton />
          </div>
        </header>
        <Summary pack={pack} request={request} reader={reader} />
        {contentsOf(pack, 'answers').map(({ executionId, round, values }) => (
          <Section
            key={`${executionId}/${String(round)}`}
            title={request.round > 1 ? t('answersOf', { round }) : t('answers')}
          >
            <Values values={values[language] ?? []} />
          </Section>
        ))}
        <Approvals pack={pack} language={language} reader={reader} />
        <Trail pack={pack} reader={reader} />
        <Sources pack={pack} reader={reader} />
        <Checks pack={pack} checks={checks} />
      </Page>
    </Messages>
  )
}
