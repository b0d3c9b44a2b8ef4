import { Skeleton } from '#components/ui/skeleton.tsx'
import { PageSkeleton } from './_components/page-skeleton.tsx'

export default function Loading() {
  return (
    <PageSkeleton>
      <Skeleton className="mb-3 h-5 w-36" />
      <Skeleton className="mb-8 h-48 rounded-lg" />
      <Skeleton className="mb-3 h-5 w-24" />
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {Array.from({ length: 6 }, (_, tile) => (
          <Skeleton key={tile} className="h-25 rounded-lg" />
        ))}
      </div>
    </PageSkeleton>
  )
}
