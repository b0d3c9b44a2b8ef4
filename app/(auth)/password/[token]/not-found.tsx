import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { buttonStyle } from '#components/ui/button.tsx'
import { hasMail } from '#server/mail/settings.ts'
import { Narrow } from '../../_components/narrow.tsx'

/** A link that opens nothing: one that never was is not told from one that was used. */
export default async function LinkNotFound() {
  const t = await getTranslations('password')
  return (
    <Narrow title={t('goneTitle')}>
      <p className="mb-6 text-center text-sm text-ink-soft">{t('goneText')}</p>
      <div className="space-y-3">
        {hasMail() ? (
          <Link href="/forgot" className={buttonStyle({ variant: 'primary', className: 'w-full' })}>
            {t('askAgain')}
          </Link>
        ) : null}
        <Link href="/sign-in" className={buttonStyle({ className: 'w-full' })}>
          {t('toSignIn')}
        </Link>
      </div>
    </Narrow>
  )
}
