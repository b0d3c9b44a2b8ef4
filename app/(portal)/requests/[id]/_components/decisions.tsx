'use client'

import { Card } from '#components/ui/card.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { RequestView } from '#server/requests/view.ts'
import { fileHref } from '../../../_components/file-href.ts'
import { useVoteWords } from '../../../_components/use-vote-words.ts'
import { VoteAnswers } from '../../../_components/vote-answers.tsx'
import { WaitingForYou } from '../../../_components/waiting-for-you.tsx'

interface DecisionsProps {
  request: RequestView
  viewerId: string
}

const most = '5'

/** What the reader has to decide about the request, and what was decided. */
export function Decisions({ request, viewerId }: DecisionsProps) {
  const wordsOf = useVoteWords()
  const query = new URLSearchParams({ box: 'mine', size: most, q: request.number })
  const decided = request.stages.flatMap(({ title, decisions }) =>
    decisions.map((decision) => ({ ...decision, title })),
  )
  return (
    <div className="space-y-5 empty:hidden">
      <WaitingForYou personId={viewerId} path={`/approvals?${query.toString()}`} />
      {decided.length > 0 ? (
        <Card>
          <ul className="divide-y">
            {decided.map(({ title, ...decision }) => (
              <li key={`${decision.at} ${decision.by.id}`} className="px-4 py-2.5 text-sm">
                <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                  <span className="font-medium">{title}</span>
                  <RelativeTime at={decision.at} className="text-ink-faint" />
                </p>
                <p>{wordsOf(decision)}</p>
                {decision.comment ? (
                  <blockquote className="mt-1 border-l-2 pl-2.5 wrap-anywhere whitespace-pre-wrap text-ink-soft">
                    {decision.comment}
                  </blockquote>
                ) : null}
                <VoteAnswers values={decision.answers} fileHref={(uri) => fileHref(request.id, uri)} />
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </div>
  )
}
