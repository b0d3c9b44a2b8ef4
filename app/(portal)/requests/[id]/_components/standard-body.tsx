'use client'

import { useTranslations } from 'next-intl'
import { Card, Section } from '#components/ui/card.tsx'
import { later } from '#components/ui/later.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { RequestView } from '#server/requests/view.ts'
import { ShownValues } from '../../../_components/shown-values.tsx'
import { Progress } from './progress.tsx'

const EarlierRounds = later(
  () => import('../../../_components/earlier-rounds.tsx'),
  <Skeleton className="h-40 rounded-lg" />,
)
const Files = later(() => import('./files.tsx'))

interface StandardBodyProps {
  request: RequestView
  /** Address of a file of it, for who reads. */
  fileHref(uri: string): string
}

/** What a request's page shows where its app has no layout of its own. */
export function StandardBody({ request, fileHref }: StandardBodyProps) {
  const t = useTranslations('tracker')
  const results = request.results.filter((result) => !result.file && !result.files)
  return (
    <>
      <Progress request={request} />
      {request.files.length > 0 ? <Files files={request.files} href={fileHref} /> : null}
      {results.length > 0 ? (
        <Section id="results" title={t('results')}>
          <Card>
            <ShownValues values={results} fileHref={fileHref} none={t('none')} />
          </Card>
        </Section>
      ) : null}
      {request.answers.length > 0 ? (
        <Section id="answers" title={t('answers')}>
          <Card>
            <ShownValues values={request.answers} fileHref={fileHref} none={t('none')} />
          </Card>
        </Section>
      ) : null}
      <Rounds request={request} fileHref={fileHref} />
    </>
  )
}

/** The rounds before the present one, where there were any. */
export function Rounds({ request, fileHref }: StandardBodyProps) {
  if (request.rounds.length === 0) return null
  const rounds = request.rounds.map(({ answers, ...round }) => ({ ...round, values: answers })).reverse()
  return <EarlierRounds rounds={rounds} fileHref={fileHref} />
}
