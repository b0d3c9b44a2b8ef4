import type { FoundRequest } from './find-request.ts'
import { interruptions, type Lives } from './interruptions.ts'
import type { DecisionView, RequestView, RoundView, StageView } from './view.ts'

type Entry = RequestView['history'][number]

interface HistoryFacts {
  stages: readonly StageView[]
  rounds: readonly RoundView[]
  lives: Lives
  events: readonly Entry[]
}

const words = { APPROVE: 'approved', DENY: 'rejected', SEND_BACK: 'sent-back' } as const

/** A decision that stands from an earlier round was told there. */
function decided(decisions: readonly DecisionView[], titleOf: (index: number) => string): Entry[] {
  return decisions.flatMap(({ by, onBehalfOf, vote, comment, at, kept, answers }, index) =>
    kept ? [] : [{ at, who: by, onBehalfOf, what: words[vote], detail: titleOf(index), comment, answers }],
  )
}

/** What happened to a request, oldest first, in the business's words. */
export function historyOf(
  request: Pick<
    FoundRequest,
    'createdAt' | 'updatedAt' | 'closedAt' | 'outcome' | 'requester' | 'closedBy' | 'closeReason'
  >,
  { stages, rounds, lives, events }: HistoryFacts,
): Entry[] {
  const { requester } = request
  const entries: Entry[] = [{ at: request.createdAt.toISOString(), who: requester, what: 'submitted' }]
  for (const { decisions } of rounds)
    entries.push(...decided(decisions, (index) => decisions[index]?.title ?? ''))
  for (const stage of stages) {
    entries.push(...decided(stage.decisions, () => stage.title))
    if (stage.state === 'done' && stage.endedAt)
      entries.push({ at: stage.endedAt, what: 'stage-done', detail: stage.title })
    if (stage.state === 'failed') {
      entries.push({
        at: stage.endedAt ?? request.updatedAt.toISOString(),
        what: 'on-hold',
        detail: stage.title,
      })
    }
  }
  const denials = entries.filter(({ what }) => what === 'rejected').map(({ at }) => at)
  entries.push(...interruptions(lives, denials))
  entries.push(...events, ...endOf(request))
  return entries
    .map((entry, index) => ({ entry, index }))
    .sort((a, b) => a.entry.at.localeCompare(b.entry.at) || a.index - b.index)
    .map(({ entry }) => entry)
}

function endOf({
  closedAt,
  outcome,
  requester,
  closedBy,
  closeReason,
}: Pick<FoundRequest, 'closedAt' | 'outcome' | 'requester' | 'closedBy' | 'closeReason'>): Entry[] {
  if (!closedAt) return []
  const at = closedAt.toISOString()
  if (outcome === 'WITHDRAWN') return [{ at, who: requester, what: 'withdrawn' }]
  if (outcome === 'CANCELLED')
    return [{ at, who: closedBy ?? undefined, what: 'cancelled', comment: closeReason ?? undefined }]
  return [{ at, what: 'finished' }]
}
