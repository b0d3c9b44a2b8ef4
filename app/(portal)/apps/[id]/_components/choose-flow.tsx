import { ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Card, Section } from '#components/ui/card.tsx'
import type { FlowChoice } from '#server/apps/view.ts'

interface ChooseFlowProps {
  /** Where the form of one of them is. */
  hrefOf(flow: string): string
  flows: readonly FlowChoice[]
}

/** The first screen of an app that is for several things. */
export function ChooseFlow({ hrefOf, flows }: ChooseFlowProps) {
  const t = useTranslations('app')
  return (
    <Section id="choose" title={t('choose')} className="max-w-160">
      <Card>
        <ul className="divide-y overflow-hidden">
          {flows.map(({ id, displayName, description }) => (
            <li key={id} className="relative flex items-center gap-4 px-4 py-3 hover:bg-sunken/60">
              <div className="min-w-0 flex-1">
                <Link
                  href={hrefOf(id)}
                  className="font-medium wrap-anywhere after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
                >
                  {displayName}
                </Link>
                {description ? (
                  // Sanitised where it was made, on the server.
                  <div
                    className="prose text-sm text-ink-soft"
                    dangerouslySetInnerHTML={{ __html: description }}
                  />
                ) : null}
              </div>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-faint" />
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}
