'use client'

import { useTranslations } from 'next-intl'
import { Card, Section } from '#components/ui/card.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { QuestionView } from '#server/approvals/view.ts'

/** What deciders asked about it, with the answers. */
export default function Questions({ questions }: { questions: readonly QuestionView[] }) {
  const t = useTranslations('inbox')
  return (
    <Section id="questions" title={t('questions')}>
      <Card>
        <ul className="divide-y">
          {questions.map(({ id, by, of, text, at, answer }) => (
            <li key={id} className="space-y-2 px-4 py-3 text-sm">
              <p className="flex flex-wrap items-center gap-x-2 text-ink-soft">
                {t('asksOf', { by: by.name, of: of.name })}
                <RelativeTime at={at} className="text-xs text-ink-faint" />
              </p>
              <p className="wrap-anywhere whitespace-pre-line">{text}</p>
              {answer ? (
                <blockquote className="border-l-2 pl-3">
                  <p className="flex flex-wrap items-center gap-x-2 text-ink-soft">
                    {t('answeredBy', { name: of.name })}
                    <RelativeTime at={answer.at} className="text-xs text-ink-faint" />
                  </p>
                  <p className="wrap-anywhere whitespace-pre-line">{answer.text}</p>
                </blockquote>
              ) : (
                <p className="text-ink-faint">{t('noAnswer')}</p>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}
