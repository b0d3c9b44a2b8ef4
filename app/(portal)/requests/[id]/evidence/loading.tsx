import { Skeleton } from '#components/ui/skeleton.tsx'
import { PageSkeleton } from '../../../_components/page-skeleton.tsx'

export default function Loading() {
  return (
    <PageSkeleton>
      <Skeleton className="mb-6 h-24 rounded-lg" />
      <Skeleton className="h-80 rounded-lg" />
    </PageSkeleton>
  )
}
