import { getTranslations } from 'next-intl/server'
import { buttonStyle } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { providers } from '#server/single-sign-on/client.ts'

/** The other ways in: one for each provider of the settings. Plain links: they work without JavaScript. */
export async function Providers({ next }: { next: string }) {
  const list = providers()
  if (list.length === 0) return null
  const t = await getTranslations('signIn.by')
  return (
    <>
      <p className="my-5 flex items-center gap-3 text-sm text-ink-faint before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t('or')}
      </p>
      <ul className="space-y-2.5">
        {list.map(({ id, name }) => (
          <li key={id}>
            <a
              href={`/api/auth/single-sign-on/${id}?${new URLSearchParams({ next }).toString()}`}
              className={cn(buttonStyle({}), 'w-full')}
            >
              <span className="truncate">{t('continue', { name })}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
