import { Skeleton } from '#components/ui/skeleton.tsx'
import { PageSkeleton } from '../_components/page-skeleton.tsx'

export default function Loading() {
  return (
    <PageSkeleton wide>
      <div className="grid gap-6 md:grid-cols-[20rem_minmax(0,1fr)]">
        <div className="space-y-2">
          <Skeleton className="h-9" />
          {Array.from({ length: 6 }, (_, row) => (
            <Skeleton key={row} className="h-22" />
          ))}
        </div>
        <Skeleton className="h-120 rounded-lg max-md:hidden" />
      </div>
    </PageSkeleton>
  )
}
