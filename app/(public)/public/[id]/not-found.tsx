import { getTranslations } from 'next-intl/server'
import { Gone } from '../../_components/gone.tsx'

/** No such form, or one that is not open: these are not told apart. */
export default async function PublicNotFound() {
  const t = await getTranslations('outside')
  return <Gone title={t('closedTitle')} text={t('closedText')} />
}
