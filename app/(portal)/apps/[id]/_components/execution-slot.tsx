'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '#components/ui/skeleton.tsx'

/** Few apps show an execution: what it needs is not loaded for the others. */
export const ExecutionSlot = dynamic(() => import('./shown-execution.tsx'), {
  loading: () => <Skeleton className="h-96" />,
})
