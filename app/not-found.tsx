import { Compass } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { BarGround } from '#app/_frame/bar-ground.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

export default async function NotFound() {
  const t = await getTranslations('common')
  return (
    <>
      <BarGround />
      <main
        id="content"
        tabIndex={-1}
        className="col-span-2 row-start-2 mx-auto w-full max-w-xl px-4 py-16 outline-none"
      >
        <h1 className="sr-only">{t('notFoundTitle')}</h1>
        <EmptyState
          icon={Compass}
          title={t('notFoundTitle')}
          action={
            <Link href="/" className={buttonStyle({})}>
              {t('toHome')}
            </Link>
          }
        >
          {t('notFoundText')}
        </EmptyState>
      </main>
    </>
  )
}
