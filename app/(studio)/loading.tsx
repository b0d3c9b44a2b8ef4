import { PageSkeleton } from '#app/(portal)/_components/page-skeleton.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

export default function Loading() {
  return (
    <PageSkeleton wide>
      <Skeleton className="mb-4 h-9" />
      <Skeleton className="mb-4 h-9 w-72" />
      <Skeleton className="h-120 rounded-lg" />
    </PageSkeleton>
  )
}
