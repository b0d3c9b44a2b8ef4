import { getTranslations } from 'next-intl/server'
import { troubleBy } from '#app/(auth)/sign-in/trouble-by.ts'
import { Notice } from '#components/ui/notice.tsx'

export interface LinkedNoticeProps {
  searchParams: Promise<{ linked?: string | string[]; 'not-linked'?: string | string[] }>
}

/** What became of linking an account at a provider, for who comes back from there. */
export async function LinkedNotice({ searchParams }: LinkedNoticeProps) {
  const { linked, 'not-linked': failed } = await searchParams
  const [t, by] = await Promise.all([getTranslations('identities'), getTranslations('signIn.by')])
  if (typeof failed === 'string')
    return (
      <Notice tone="danger" role="alert">
        <p>{by(troubleBy(failed))}</p>
      </Notice>
    )
  return linked ? (
    <Notice tone="success" role="status">
      <p>{t('linked')}</p>
    </Notice>
  ) : null
}
