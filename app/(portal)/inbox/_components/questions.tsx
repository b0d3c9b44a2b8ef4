'use client'

import { useTranslations } from 'next-intl'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useAct } from '#components/live/use-act.ts'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { ApprovalView, QuestionView } from '#server/approvals/view.ts'

interface QuestionsProps {
  approval: Pick<ApprovalView, 'questions' | 'may'>
  /** REST path of the approval. */
  path: string
}

/** What deciders asked about it, with the answers. */
export default function Questions({ approval, path }: QuestionsProps) {
  const t = useTranslations('inbox')
  return (
    <Section id="questions" title={t('questions')}>
      <Card>
        <ul className="divide-y">
          {approval.questions.map((question) => (
            <li key={question.id} className="space-y-2 px-4 py-3 text-sm">
              <p className="flex flex-wrap items-center gap-x-2 text-ink-soft">
                {t('asksOf', { by: question.by.name, of: question.of.name })}
                <RelativeTime at={question.at} className="text-xs text-ink-faint" />
              </p>
              <p className="wrap-anywhere whitespace-pre-line">{question.text}</p>
              <Answer question={question} />
              {question.isOpen && approval.may.askInfo ? <GoOn question={question} path={path} /> : null}
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}

function Answer({ question: { of, answer, withdrawnAt } }: { question: QuestionView }) {
  const t = useTranslations('inbox')
  if (!answer) return <p className="text-ink-faint">{t(withdrawnAt ? 'withdrawnQuestion' : 'noAnswer')}</p>
  return (
    <blockquote className="border-l-2 pl-3">
      <p className="flex flex-wrap items-center gap-x-2 text-ink-soft">
        {t('answeredBy', { name: of.name })}
        <RelativeTime at={answer.at} className="text-xs text-ink-faint" />
      </p>
      <p className="wrap-anywhere whitespace-pre-line">{answer.text}</p>
    </blockquote>
  )
}

/** Whoever was asked may be away: it goes on without their answer. */
function GoOn({ question, path }: { question: QuestionView; path: string }) {
  const t = useTranslations('inbox')
  const { pending, trouble, act } = useAct(path)
  const withdraw = () => send('DELETE', `${path}/questions/${encodeURIComponent(question.id)}`)
  return (
    <>
      <Button
        size="sm"
        pending={pending !== undefined}
        onClick={() => {
          void act(question.id, withdraw, t('withdrawnQuestion'))
        }}
      >
        {t('goOnWithout')}
      </Button>
      {trouble ? <TroubleNotice error={trouble} /> : null}
    </>
  )
}
