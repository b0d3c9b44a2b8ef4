'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { blockButton } from '#components/ui/block-button.ts'
import { asText, useBlockPage, type BlockFaceProps } from '#components/ui/block-page.tsx'
import type { BlockData } from '#engine/flow/app-page.ts'

export default function DownloadLogsButtonBlock({ properties, data }: BlockFaceProps<BlockData>) {
  const t = useTranslations('blocks')
  const { isPreview } = useBlockPage()
  const href = isPreview ? '' : (data?.href ?? '')
  return (
    <a
      href={href || undefined}
      download
      aria-disabled={href === '' || undefined}
      data-inline
      className={blockButton(properties)}
    >
      <Download aria-hidden />
      {asText(properties.text) || t('downloadLog')}
    </a>
  )
}
