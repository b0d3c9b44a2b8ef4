import { getTranslations } from 'next-intl/server'
import { Notice } from '#components/ui/notice.tsx'
import type { Opened } from '#server/health/opened.ts'

/** Says which protections an operator has switched off, and by which setting. */
export async function OpenedNotice({ opened }: { opened: readonly Opened[] }) {
  if (opened.length === 0) return null
  const t = await getTranslations('home.opened')
  return (
    <Notice tone="warning" title={t('title')} className="mb-6">
      <ul className="space-y-1">
        {opened.map((name) => (
          <li key={name}>{t(name)}</li>
        ))}
      </ul>
    </Notice>
  )
}
