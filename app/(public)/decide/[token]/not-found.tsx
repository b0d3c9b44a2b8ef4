import { getTranslations } from 'next-intl/server'
import { Gone } from '../../_components/gone.tsx'

/** A link that opens nothing: one that never was is not told from one whose person decides no more. */
export default async function DecisionLinkNotFound() {
  const t = await getTranslations('decide')
  return <Gone title={t('goneTitle')} text={t('gone')} />
}
