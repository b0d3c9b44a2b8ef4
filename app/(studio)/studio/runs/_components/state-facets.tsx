'use client'

import { useTranslations } from 'next-intl'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { cn } from '#components/ui/cn.ts'

const facets = ['RUNNING', 'PAUSED', 'SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED'] as const

/** States to narrow the list to; several at once. */
export function StateFacets({ chosen }: { chosen: readonly string[] }) {
  const t = useTranslations('studio')
  const router = useRouter()
  const pathname = usePathname()
  const params = useSearchParams()

  function toggle(state: string) {
    const next = new URLSearchParams(params)
    next.delete('state')
    const wanted = chosen.includes(state) ? chosen.filter((other) => other !== state) : [...chosen, state]
    for (const one of wanted) next.append('state', one)
    router.replace(`${pathname}?${next.toString()}`, { scroll: false })
  }

  return (
    <div role="group" aria-label={t('state')} className="mb-4 flex flex-wrap gap-1.5">
      {facets.map((state) => (
        <button
          key={state}
          type="button"
          aria-pressed={chosen.includes(state)}
          onClick={() => {
            toggle(state)
          }}
          className={cn(
            'h-7 rounded-full border px-3 text-sm max-sm:h-11',
            chosen.includes(state)
              ? 'border-accent bg-accent-soft font-medium text-accent-strong'
              : 'text-ink-soft hover:bg-sunken',
          )}
        >
          {t(`states.${state}`)}
        </button>
      ))}
    </div>
  )
}
