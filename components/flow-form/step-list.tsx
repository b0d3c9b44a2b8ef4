'use client'

import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { cn } from '#components/ui/cn.ts'

interface StepListProps {
  titles: readonly string[]
  at: number
  reached: number
  onGo(to: number): void
}

/** The names of the steps; those that were reached can be gone back to. */
export function StepList({ titles, at, reached, onGo }: StepListProps) {
  const t = useTranslations('form')
  return (
    <nav aria-label={t('steps')}>
      <p className="text-sm text-ink-soft sm:hidden">
        {t('stepOf', { number: at + 1, count: titles.length })}
      </p>
      <ol className="flex flex-wrap gap-x-1 gap-y-1 max-sm:hidden">
        {titles.map((title, index) => {
          const style = cn(
            'flex items-center gap-2 rounded-sm px-2 py-1.5 text-sm',
            index === at ? 'bg-sunken font-medium text-ink' : 'text-ink-soft',
          )
          const mark =
            index < at ? (
              <Check aria-hidden className="size-4 text-success-strong" />
            ) : (
              <span aria-hidden className="tabular-nums">
                {index + 1}
              </span>
            )
          return (
            <li key={`${String(index)} ${title}`}>
              {index <= reached && index !== at ? (
                <button
                  type="button"
                  className={cn(style, 'hover:bg-sunken')}
                  onClick={() => {
                    onGo(index)
                  }}
                >
                  {mark}
                  {title}
                </button>
              ) : (
                <span aria-current={index === at ? 'step' : undefined} className={style}>
                  {mark}
                  {title}
                </span>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
