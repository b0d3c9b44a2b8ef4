'use client'

import { later } from '#components/ui/later.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

/** Few apps show an execution: what it needs is not loaded for the others. */
export const ExecutionSlot = later(() => import('./shown-execution.tsx'), <Skeleton className="h-96" />)
