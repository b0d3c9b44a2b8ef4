import { Skeleton } from '#components/ui/skeleton.tsx'
import { PageSkeleton } from '../../_components/page-skeleton.tsx'

export default function Loading() {
  return (
    <PageSkeleton>
      <Skeleton className="mb-6 h-16 rounded-lg" />
      <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Skeleton className="h-80 rounded-lg" />
        <Skeleton className="h-64 rounded-lg" />
      </div>
    </PageSkeleton>
  )
}
