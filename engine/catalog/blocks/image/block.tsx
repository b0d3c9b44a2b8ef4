'use client'

import { useTranslations } from 'next-intl'
import { asText, type BlockFaceProps } from '#components/ui/block-page.tsx'
import { safeLink } from '#components/ui/safe-link.ts'
import { useOwnOrigin } from '#components/ui/use-own-origin.ts'
import type { BlockData } from '#engine/flow/app-page.ts'

/** A picture of ours. One on another site is not loaded, so that nobody there hears who looks: it is a link. */
export default function ImageBlock({ properties, data }: BlockFaceProps<BlockData>) {
  const t = useTranslations('blocks')
  const alt = asText(properties.alt)
  const link = safeLink(asText(data?.href ?? properties.url), useOwnOrigin())
  const width = Number(properties.width)
  if (!link || link.kind === 'other') return <p className="text-sm text-ink-soft">{alt || t('noPicture')}</p>
  if (link.kind === 'foreign')
    return (
      <a
        href={link.href}
        target="_blank"
        rel="noopener noreferrer"
        className="text-accent-strong underline underline-offset-2"
      >
        {t('pictureAt', { alt: alt || t('picture'), host: link.host ?? '' })}
      </a>
    )
  return (
    // its size is not known here, and it is the author's own file
    <img
      src={link.href}
      alt={alt}
      loading="lazy"
      style={width > 0 ? { width: `${String(width)}px` } : undefined}
      className="h-auto max-w-full rounded-sm"
    />
  )
}
