import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Skeleton } from '#components/ui/skeleton.tsx'

/** A page that is on its way: trail, title, and what stands below it. */
export async function PageSkeleton({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  const t = await getTranslations('common')
  return (
    <>
      <div className="sticky top-0 z-10 col-start-1 row-start-1 flex h-12 items-center border-b bg-ground pl-6 max-sm:pl-4">
        <Skeleton className="h-4 w-24" />
      </div>
      <main
        id="content"
        tabIndex={-1}
        aria-busy
        className="col-span-2 row-start-2 min-w-0 px-6 py-6 outline-none max-sm:px-4 max-sm:py-4"
      >
        <p role="status" className="sr-only">
          {t('loading')}
        </p>
        <div className={wide ? '' : 'mx-auto max-w-5xl'}>
          {wide ? null : <Skeleton className="mb-6 h-7 w-56" />}
          {children}
        </div>
      </main>
    </>
  )
}
