'use client'

import { useTranslations } from 'next-intl'
import { Card, Section } from '#components/ui/card.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { ShownValue } from '#engine/flow/approvals/types.ts'
import type { ChangedValue, DecisionView } from '#server/requests/view.ts'
import { ShownValues } from './shown-values.tsx'
import { VoteAnswers } from './vote-answers.tsx'
import { useVoteWords } from './use-vote-words.ts'

interface EarlierRound {
  round: number
  values: readonly ShownValue[]
  /** What the round after it has otherwise. */
  changed: readonly ChangedValue[]
  decisions: readonly DecisionView[]
}

interface EarlierRoundsProps {
  /** Newest first. */
  rounds: readonly EarlierRound[]
  fileHref(uri: string): string
}

/** What was answered and decided in the rounds before the present one, and what was changed after each. */
export default function EarlierRounds({ rounds, fileHref }: EarlierRoundsProps) {
  const t = useTranslations('portal.rounds')
  return (
    <Section id="rounds" title={t('title')}>
      <Card className="divide-y">
        {rounds.map(({ round, values, changed, decisions }) => (
          <section key={round} aria-label={t('round', { round })} className="space-y-3 px-4 py-3">
            <h3 className="text-sm font-medium">{t('round', { round })}</h3>
            <Votes decisions={decisions} fileHref={fileHref} />
            <Changed changed={changed} />
            {values.length > 0 ? (
              <details className="text-sm">
                <summary className="min-h-6 cursor-pointer text-accent-strong">{t('answers')}</summary>
                <div className="-mx-4 mt-2">
                  <ShownValues values={values} fileHref={fileHref} none={t('none')} />
                </div>
              </details>
            ) : null}
          </section>
        ))}
      </Card>
    </Section>
  )
}

function Votes({
  decisions,
  fileHref,
}: Pick<EarlierRound, 'decisions'> & Pick<EarlierRoundsProps, 'fileHref'>) {
  const wordsOf = useVoteWords()
  if (decisions.length === 0) return null
  return (
    <ul className="space-y-2 text-sm">
      {decisions.map((decision) => (
        <li key={decision.by.id + decision.at}>
          <p className="flex flex-wrap items-baseline gap-x-2">
            {wordsOf(decision)}
            <RelativeTime at={decision.at} className="text-xs text-ink-faint" />
          </p>
          {decision.comment ? (
            <blockquote className="mt-1 border-l-2 pl-2.5 wrap-anywhere whitespace-pre-wrap text-ink-soft">
              {decision.comment}
            </blockquote>
          ) : null}
          <VoteAnswers values={decision.answers} fileHref={fileHref} />
        </li>
      ))}
    </ul>
  )
}

function Changed({ changed }: Pick<EarlierRound, 'changed'>) {
  const t = useTranslations('portal.rounds')
  if (changed.length === 0) return <p className="text-sm text-ink-faint">{t('same')}</p>
  return (
    <div className="text-sm">
      <p className="text-ink-soft">{t('changed')}</p>
      <dl className="mt-1 space-y-1">
        {changed.map(({ label, before, now }, index) => (
          <div key={`${label} ${String(index)}`} className="grid gap-x-4 sm:grid-cols-[11rem_minmax(0,1fr)]">
            <dt className="text-ink-faint">{label}</dt>
            <dd className="min-w-0 wrap-anywhere whitespace-pre-wrap">
              {before === undefined ? null : <del className="text-ink-faint">{before}</del>}
              {before === undefined || now === undefined ? null : <span aria-hidden> → </span>}
              {now === undefined ? null : <ins className="no-underline">{now}</ins>}
              {now === undefined ? <span className="text-ink-faint"> {t('gone')}</span> : null}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
