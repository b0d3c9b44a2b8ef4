'use client'

import { MessageCircleQuestion, UserPlus, UserRoundCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { later } from '#components/ui/later.tsx'
import type { ApprovalView } from '#server/approvals/view.ts'

const HandOn = later(() => import('./hand-on.tsx'))
const AskQuestion = later(() => import('./ask-question.tsx'))

interface MoreWaysProps {
  approval: ApprovalView
  /** REST path of the approval. */
  path: string
  /** The actor's place is somebody else's now. */
  onGone(): void
}

type Way = 'ask' | 'reassign' | 'add'

/** What a decider can do beside deciding, as far as the flow allows it. */
export default function MoreWays({ approval, path, onGone }: MoreWaysProps) {
  const t = useTranslations('inbox')
  const [way, setWay] = useState<Way>()
  const { may, request, requester } = approval
  const close = () => {
    setWay(undefined)
  }
  // people are found among those who see the request
  const hands = request ? may : { reassign: false, addDecider: false }
  if (!may.askInfo && !hands.reassign && !hands.addDecider) return null
  return (
    <div className="-ml-2.5 flex flex-wrap gap-1">
      {may.askInfo ? (
        <Button
          variant="ghost"
          size="sm"
          onPointerEnter={AskQuestion.preload}
          onClick={() => {
            setWay('ask')
          }}
        >
          <MessageCircleQuestion aria-hidden />
          {t('ask')}
        </Button>
      ) : null}
      {hands.reassign ? (
        <Button
          variant="ghost"
          size="sm"
          onPointerEnter={HandOn.preload}
          onClick={() => {
            setWay('reassign')
          }}
        >
          <UserRoundCheck aria-hidden />
          {t('reassign')}
        </Button>
      ) : null}
      {hands.addDecider ? (
        <Button
          variant="ghost"
          size="sm"
          onPointerEnter={HandOn.preload}
          onClick={() => {
            setWay('add')
          }}
        >
          <UserPlus aria-hidden />
          {t('addDecider')}
        </Button>
      ) : null}
      {way === 'ask' ? <AskQuestion path={path} requester={requester?.name} onClose={close} /> : null}
      {way && way !== 'ask' && request ? (
        <HandOn
          kind={way}
          path={path}
          requestId={request.id}
          version={approval.version}
          onClose={close}
          onDone={way === 'reassign' ? onGone : close}
        />
      ) : null}
    </div>
  )
}
