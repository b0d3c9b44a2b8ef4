'use client'

import { ExternalLink } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { blockButton } from '#components/ui/block-button.ts'
import { asText, useBlockPage, type BlockFaceProps } from '#components/ui/block-page.tsx'
import { safeLink } from '#components/ui/safe-link.ts'
import { useOwnOrigin } from '#components/ui/use-own-origin.ts'

/** Leads to a page of ours, or in a new tab to another site. */
export default function ButtonBlock({ properties }: BlockFaceProps) {
  const t = useTranslations('blocks')
  const { isPreview } = useBlockPage()
  const link = safeLink(asText(properties.url), useOwnOrigin())
  const text = asText(properties.text)
  const look = blockButton(properties)
  if (!link)
    return (
      <p className="text-sm text-ink-soft">
        {text}: {t('noAddress')}
      </p>
    )
  if (link.kind === 'own' && !isPreview)
    return (
      <Link href={link.href} data-inline className={look}>
        {text}
      </Link>
    )
  if (link.kind === 'other')
    return (
      <a href={link.href} data-inline className={look}>
        {text}
      </a>
    )
  return (
    <a href={link.href} target="_blank" rel="noopener noreferrer" data-inline className={look}>
      {text}
      <ExternalLink aria-hidden />
      <span className="sr-only">
        {link.host === undefined ? t('newTab') : t('newTabAt', { host: link.host })}
      </span>
    </a>
  )
}
