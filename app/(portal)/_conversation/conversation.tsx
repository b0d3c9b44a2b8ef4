'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { get } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { later } from '#components/ui/later.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { CommentPage, CommentView } from '#server/comments/view.ts'
import { CommentPlace } from './comment-place.tsx'

// most requests have no word yet
const CommentItem = later(() => import('./comment-item.tsx'), <Skeleton className="h-16" />)

interface ConversationProps {
  requestId: string
  fileHref(uri: string): string
}

/** What was written about a request, the oldest first, and a box to write in; live. */
export default function Conversation({ requestId, fileHref }: ConversationProps) {
  const t = useTranslations('conversation')
  const client = useQueryClient()
  const path = `/requests/${encodeURIComponent(requestId)}/comments`
  const { data, error } = useResource<CommentPage>(path, { topics: [`request:${requestId}`] })
  const older = useOlder(path)
  const may = data?.may ?? { comment: false, share: false, mention: false }
  const rows = [...(data?.results ?? []), ...older.rows].reverse()
  const after = older.asked ? older.after : data?.after
  const refresh = () => client.invalidateQueries({ queryKey: [path] })

  return (
    <div className="space-y-4">
      {after ? (
        <Button size="sm" pending={older.pending} onClick={() => void older.load(after)}>
          {t('earlier')}
        </Button>
      ) : null}
      {(error ?? older.trouble) ? <TroubleNotice error={error ?? older.trouble} /> : null}
      {!data && !error ? <Skeleton className="h-24 rounded-lg" /> : null}
      {data && rows.length === 0 ? (
        <p className="text-sm text-ink-soft">{t(may.comment ? 'none' : 'noneToRead')}</p>
      ) : null}
      <ol aria-live="polite" className="space-y-3">
        {rows.map((comment) => (
          <li key={comment.id}>
            <Card className="px-4 py-3">
              <CommentItem
                comment={comment}
                requestId={requestId}
                fileHref={fileHref}
                may={may}
                path={path}
                onChanged={refresh}
              />
            </Card>
          </li>
        ))}
      </ol>
      {may.comment ? <CommentPlace requestId={requestId} path={path} may={may} onSent={refresh} /> : null}
    </div>
  )
}

/** Pages before the newest, as they were when they were asked for. */
function useOlder(path: string) {
  const [rows, setRows] = useState<CommentView[]>([])
  const [next, setNext] = useState<{ after?: string }>()
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  return {
    rows,
    asked: next !== undefined,
    after: next?.after,
    pending,
    trouble,
    load: async (after: string) => {
      setPending(true)
      setTrouble(undefined)
      try {
        const page = await get<CommentPage>(`${path}?after=${encodeURIComponent(after)}`)
        setRows((known) => [...known, ...page.results])
        setNext({ after: page.after })
      } catch (failure) {
        setTrouble(failure)
      } finally {
        setPending(false)
      }
    },
  }
}
