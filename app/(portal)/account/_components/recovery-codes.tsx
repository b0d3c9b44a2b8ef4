'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'

/** Recovery codes, shown once. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept(): void }) {
  const t = useTranslations('account.second')
  return (
    <Notice tone="success" role="status" title={t('codes')}>
      <p>{t('codesHelp')}</p>
      <ul className="my-3 grid grid-cols-2 gap-x-4 gap-y-1 font-mono max-sm:grid-cols-1">
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <Button size="sm" onClick={onKept}>
        {t('kept')}
      </Button>
    </Notice>
  )
}
