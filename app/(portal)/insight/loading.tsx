import { Skeleton } from '#components/ui/skeleton.tsx'
import { PageSkeleton } from '../_components/page-skeleton.tsx'

export default function Loading() {
  return (
    <PageSkeleton>
      <Skeleton className="mb-4 h-9 w-72" />
      <Skeleton className="h-120 rounded-lg" />
    </PageSkeleton>
  )
}
