'use client'

import { useTranslations } from 'next-intl'
import { Avatar } from '#components/ui/avatar.tsx'
import { Section } from '#components/ui/card.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { RequestView } from '#server/requests/view.ts'
import { VoteAnswers } from '../../../_components/vote-answers.tsx'

interface HistoryProps {
  history: RequestView['history']
  fileHref(uri: string): string
}

/** What has happened, newest first. */
export function History({ history, fileHref }: HistoryProps) {
  const t = useTranslations('tracker')
  const whoOf = ({ who, onBehalfOf }: RequestView['history'][number]) => {
    const name = who?.name ?? t('someone')
    return onBehalfOf ? t('behalf', { name, of: onBehalfOf.name }) : name
  }
  return (
    <Section id="history" title={t('history')}>
      <ol className="space-y-4">
        {[...history].reverse().map((event, index) => (
          <li key={`${event.at}-${event.what}-${String(index)}`} className="flex gap-2.5 text-sm">
            {event.who ? (
              <Avatar name={event.who.name} />
            ) : (
              <span aria-hidden className="flex size-6 shrink-0 items-center justify-center">
                <span className="size-1.5 rounded-full bg-line-strong" />
              </span>
            )}
            <div className="min-w-0 flex-1 pt-0.5">
              <p className="wrap-anywhere">
                {t(`event.${event.what}`, {
                  who: whoOf(event),
                  known: event.who ? 'yes' : 'no',
                  detail: event.detail ?? '',
                })}
              </p>
              {event.comment ? (
                <blockquote className="mt-1 border-l-2 pl-2.5 wrap-anywhere whitespace-pre-wrap text-ink-soft">
                  {event.comment}
                </blockquote>
              ) : null}
              <VoteAnswers values={event.answers} fileHref={fileHref} />
              <RelativeTime at={event.at} className="text-xs text-ink-faint" />
            </div>
          </li>
        ))}
      </ol>
    </Section>
  )
}
