'use client'

import { useTranslations } from 'next-intl'
import { useBlockPage, type PagePart, type ShownText } from './block-page.tsx'
import { Card } from './card.tsx'

/** What the page has of its own accord, where its block stands; in an author's preview its name. */
export function PagePlace({ part }: { part: PagePart }) {
  const t = useTranslations('blocks')
  const { parts, isPreview } = useBlockPage()
  if (parts[part] || !isPreview) return parts[part]
  return (
    <p className="rounded-lg border border-dashed px-4 py-6 text-center text-sm text-ink-soft">
      {t(`place.${part}`)}
    </p>
  )
}

interface ValuesPlaceProps {
  values: readonly ShownText[] | undefined
  none: 'noInputs' | 'noOutputs'
}

/** Labels and values of the request. */
export function ValuesPlace({ values, none }: ValuesPlaceProps) {
  const t = useTranslations('blocks')
  const page = useBlockPage()
  return (
    <Card>
      {values && values.length > 0 ? (
        page.values(values)
      ) : (
        <p className="px-4 py-3 text-sm text-ink-soft">{t(none)}</p>
      )}
    </Card>
  )
}
