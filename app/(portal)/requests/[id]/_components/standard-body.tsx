'use client'

import { useTranslations } from 'next-intl'
import { Card, Section } from '#components/ui/card.tsx'
import { later } from '#components/ui/later.tsx'
import type { RequestView } from '#server/requests/view.ts'
import { fileHref } from '../../../_components/file-href.ts'
import { ShownValues } from '../../../_components/shown-values.tsx'
import { Progress } from './progress.tsx'

const Files = later(() => import('./files.tsx'))

/** What a request's page shows where its app has no layout of its own. */
export function StandardBody({ request }: { request: RequestView }) {
  const t = useTranslations('tracker')
  const results = request.results.filter((result) => !result.file && !result.files)
  const href = (uri: string) => fileHref(request.id, uri)
  return (
    <>
      <Progress request={request} />
      {request.files.length > 0 ? <Files files={request.files} href={href} /> : null}
      {results.length > 0 ? (
        <Section id="results" title={t('results')}>
          <Card>
            <ShownValues values={results} fileHref={href} none={t('none')} />
          </Card>
        </Section>
      ) : null}
      {request.answers.length > 0 ? (
        <Section id="answers" title={t('answers')}>
          <Card>
            <ShownValues values={request.answers} fileHref={href} none={t('none')} />
          </Card>
        </Section>
      ) : null}
    </>
  )
}
