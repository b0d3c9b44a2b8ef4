import { getTranslations } from 'next-intl/server'
import { Gone } from '../../_components/gone.tsx'

/** A link that opens nothing: one that never was is not told from one that was ended. */
export default async function GuestNotFound() {
  const t = await getTranslations('outside')
  return <Gone title={t('goneTitle')} text={t('guestGone')} />
}
