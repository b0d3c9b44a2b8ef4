'use client'

import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import type { GraphAnswer } from '#components/flow-graph/shape.ts'
import { send } from '#components/live/api.ts'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { SourceState } from '#components/yaml-editor/source-editor.tsx'

const loading = () => <Skeleton className="h-80 rounded-lg" />
const FlowGraph = dynamic(() => import('#components/flow-graph/flow-graph.tsx'), { ssr: false, loading })

interface GraphPreviewProps {
  source: SourceState
  /** Id of the task under the cursor. */
  task?: string
  onPick(task: string): void
}

/** The graph that the source makes; while the source has problems, the last one that could be made. */
export function GraphPreview({ source: { text, valid, checking }, task, onPick }: GraphPreviewProps) {
  const t = useTranslations('studio.graph')
  const [graph, setGraph] = useState<GraphAnswer>()
  useEffect(() => {
    if (!valid) return
    const abort = new AbortController()
    send<GraphAnswer>('POST', '/flows/graph', { yaml: text, signal: abort.signal }).then(
      (answer) => {
        if (!abort.signal.aborted) setGraph(answer)
      },
      () => {
        // The list of problems, or the notice of a lost connection, tells why there is no newer graph.
      },
    )
    return () => {
      abort.abort()
    }
  }, [text, valid])

  if (!graph) return valid || checking ? loading() : <p className="text-sm text-ink-soft">{t('none')}</p>
  return (
    <div className="space-y-3">
      {valid || checking ? null : (
        <Notice tone="warning">
          <p>{t('old')}</p>
        </Notice>
      )}
      <FlowGraph
        graph={graph}
        label={t('label')}
        selected={task}
        onSelect={onPick}
        className="h-[calc(100dvh-21rem)] min-h-72"
      />
    </div>
  )
}
