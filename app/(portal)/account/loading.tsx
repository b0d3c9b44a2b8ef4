import { Skeleton } from '#components/ui/skeleton.tsx'
import { PageSkeleton } from '../_components/page-skeleton.tsx'

export default function Loading() {
  return (
    <PageSkeleton>
      <div className="max-w-3xl space-y-8">
        <Skeleton className="h-40 rounded-lg" />
        <Skeleton className="h-56 rounded-lg" />
      </div>
    </PageSkeleton>
  )
}
