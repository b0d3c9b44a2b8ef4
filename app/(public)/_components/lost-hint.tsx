import { getTranslations } from 'next-intl/server'
import type { PublicAppView } from '#server/guests/view.ts'

/** The way to a new link, for who lost theirs. In a frame it opens in a tab of its own. */
export async function LostHint({ app, framed }: { app: PublicAppView; framed?: boolean }) {
  if (!app.findsBack) return null
  const t = await getTranslations('outside')
  return (
    <p className="mt-10 text-sm">
      <a
        href={`/public/${app.id}/lost`}
        {...(framed ? { target: '_blank', rel: 'noreferrer' } : {})}
        className="inline-flex min-h-6 items-center text-ink-soft underline underline-offset-2 max-sm:min-h-11"
      >
        {t('lost')}
      </a>
    </p>
  )
}
