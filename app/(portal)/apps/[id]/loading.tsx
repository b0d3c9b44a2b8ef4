import { Skeleton } from '#components/ui/skeleton.tsx'
import { PageSkeleton } from '../../_components/page-skeleton.tsx'

export default function Loading() {
  return (
    <PageSkeleton>
      <div className="max-w-160 space-y-5">
        {Array.from({ length: 5 }, (_, field) => (
          <div key={field} className="space-y-1.5">
            <Skeleton className="h-5 w-32" />
            <Skeleton className="h-9" />
          </div>
        ))}
      </div>
    </PageSkeleton>
  )
}
