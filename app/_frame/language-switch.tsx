import { getLocale, getTranslations } from 'next-intl/server'
import { cn } from '#components/ui/cn.ts'
import { languageFor, languages } from '#server/languages/languages.ts'

/** The languages side by side, for pages before the sign-in. A plain form: it works without JavaScript. `next`: the way back, if not here. */
export async function LanguageSwitch({ next, className }: { next?: string; className?: string }) {
  const [t, locale] = await Promise.all([getTranslations('common'), getLocale()])
  return (
    <form
      action="/api/auth/language"
      method="post"
      aria-label={t('language')}
      className={cn('flex', className)}
    >
      {next === undefined ? null : <input type="hidden" name="next" value={next} />}
      {Object.entries(languages).map(([language, name]) => (
        <button
          key={language}
          name="language"
          value={language}
          lang={language}
          aria-current={language === languageFor(locale) ? 'true' : undefined}
          className="h-8 rounded-sm px-2.5 text-sm text-ink-soft hover:bg-sunken aria-[current]:bg-accent-soft aria-[current]:text-accent-strong max-sm:h-11"
        >
          {name}
        </button>
      ))}
    </form>
  )
}
