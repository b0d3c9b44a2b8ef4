'use client'

import { useTranslations } from 'next-intl'
import { Avatar } from '#components/ui/avatar.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { ApprovalView } from '#server/approvals/view.ts'
import { usePersonName } from '../../_components/use-person-name.ts'
import { useVoteWords } from '../../_components/use-vote-words.ts'
import { VoteAnswers } from '../../_components/vote-answers.tsx'
import { VoteIcon } from './vote-icon.tsx'

/** Who is asked, how many must agree, and what was decided so far. */
export function Deciders({
  groups,
  votes,
  fileHref,
}: Pick<ApprovalView, 'groups' | 'votes'> & { fileHref(uri: string): string }) {
  const t = useTranslations('inbox')
  const nameOf = usePersonName()
  const wordsOf = useVoteWords()
  return (
    <Section id="deciders" title={t('deciders')}>
      <Card className="divide-y">
        {groups.map((group) => (
          <div key={group.title} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
            <div className="min-w-0 flex-1">
              <p className="wrap-anywhere">{group.title}</p>
              <p className="text-sm text-ink-faint wrap-anywhere">{group.people.map(nameOf).join(', ')}</p>
            </div>
            <span className="text-sm text-ink-soft tabular-nums">
              {t('quorum', { approved: group.approved, needed: group.needed })}
            </span>
          </div>
        ))}
        {votes.map((vote) => (
          <div key={vote.by.id + vote.at} className="flex gap-2.5 px-4 py-2.5 text-sm">
            <Avatar name={vote.by.name} />
            <div className="min-w-0 flex-1 pt-0.5">
              <p className="flex flex-wrap items-center gap-x-1.5">
                <VoteIcon vote={vote.vote} />
                {wordsOf(vote)}
                <RelativeTime at={vote.at} className="text-xs text-ink-faint" />
              </p>
              {vote.comment ? (
                <blockquote className="mt-1 border-l-2 pl-2.5 wrap-anywhere whitespace-pre-wrap text-ink-soft">
                  {vote.comment}
                </blockquote>
              ) : null}
              <VoteAnswers values={vote.answers} fileHref={fileHref} />
            </div>
          </div>
        ))}
      </Card>
    </Section>
  )
}
