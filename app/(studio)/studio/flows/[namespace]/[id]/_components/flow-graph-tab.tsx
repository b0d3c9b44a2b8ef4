'use client'

import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import type { GraphAnswer } from '#components/flow-graph/shape.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { flowHref } from '../../../../../_components/param.ts'

const FlowGraph = dynamic(() => import('#components/flow-graph/flow-graph.tsx'), {
  ssr: false,
  loading: () => <Skeleton className="h-[70dvh] min-h-80 rounded-lg" />,
})

interface FlowGraphTabProps {
  flow: { namespace: string; id: string }
  graph: GraphAnswer
}

/** The graph of what is published; a task leads to its place in the source. */
export function FlowGraphTab({ flow, graph }: FlowGraphTabProps) {
  const t = useTranslations('studio.graph')
  const router = useRouter()
  return (
    <div className="space-y-2">
      <FlowGraph
        graph={graph}
        label={t('label')}
        onSelect={(id) => {
          router.push(`${flowHref(flow.namespace, flow.id)}?at=${encodeURIComponent(id)}`)
        }}
        className="h-[70dvh] min-h-80"
      />
      <p className="text-sm text-ink-faint">{t('toSource')}</p>
    </div>
  )
}
