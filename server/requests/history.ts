import type { FoundRequest } from './find-request.ts'
import { interruptions, type Lives } from './interruptions.ts'
import type { RequestView, StageView } from './view.ts'

type Entry = RequestView['history'][number]

/** What happened to a request, oldest first, in the business's words. */
export function historyOf(
  request: Pick<
    FoundRequest,
    'createdAt' | 'updatedAt' | 'closedAt' | 'outcome' | 'requester' | 'closedBy' | 'closeReason'
  >,
  { stages, lives, events }: { stages: readonly StageView[]; lives: Lives; events: readonly Entry[] },
): Entry[] {
  const { requester } = request
  const entries: Entry[] = [{ at: request.createdAt.toISOString(), who: requester, what: 'submitted' }]
  for (const stage of stages) {
    for (const { by, vote, comment, at } of stage.decisions) {
      entries.push({
        at,
        who: by,
        what: vote === 'APPROVE' ? 'approved' : 'rejected',
        detail: stage.title,
        comment,
      })
    }
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
