'use client'

import { useFormatter, useNow, useTranslations } from 'next-intl'
import type { RequestView, StageView } from '#server/requests/view.ts'
import { useUsual } from '../../../_components/use-usual.ts'
import { useWho } from '../../../_components/use-who.ts'

/** The state as a sentence: "Waiting for Ana Ruiz, since yesterday; usually answered within 6 hours, nine of ten within 2 days". */
export function Sentence({ request }: { request: RequestView }) {
  return <span role="status">{useSentence(request)}</span>
}

function useSentence(request: RequestView): string {
  const t = useTranslations('tracker')
  const format = useFormatter()
  const now = useNow({ updateInterval: 60_000 })
  const usual = useUsual()
  const whoOf = useWho()
  const usually = ({ usualSeconds, slowSeconds = 0 }: StageView, words: 'usually' | 'answered') => {
    if (usualSeconds === undefined) return ''
    const [time, slow] = [usual(usualSeconds), usual(slowSeconds)]
    return t(words, { time }) + (time === slow ? '' : t('slow', { time: slow }))
  }

  if (request.closedAt) {
    const when = format.dateTime(new Date(request.closedAt), { dateStyle: 'medium', timeStyle: 'short' })
    return t(`closed.${closedKey(request)}`, { when })
  }
  if (request.changes)
    return request.may.resubmit ? t('waitsForYou') : t('waitsForChanges', { who: request.requester.name })
  if (request.hold) return t('onHold', { stage: request.hold.stage })
  const stage = request.stages.find((one) => one.state === 'now')
  if (!stage) return t('starting')
  const who = stage.waitingFor ? whoOf(stage.waitingFor) : undefined
  if (!stage.waitingFor || !who) return t('working', { stage: stage.title }) + usually(stage, 'usually')
  // The clock of this page moves once a minute: what was asked after its last move was asked now.
  const since = Math.min(Date.parse(stage.waitingFor.since), now.getTime())
  return t('waiting', { who, since: format.relativeTime(new Date(since), now) }) + usually(stage, 'answered')
}

const closedKeys = ['APPROVED', 'REJECTED', 'DONE', 'WITHDRAWN', 'CANCELLED'] as const

function closedKey({ outcome }: RequestView): (typeof closedKeys)[number] {
  return closedKeys.find((key) => key === outcome) ?? 'DONE'
}
