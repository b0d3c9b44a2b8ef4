'use client'

import { useTranslations } from 'next-intl'
import { blockLook } from '#components/ui/block-button.ts'
import { asText, useBlockPage, type BlockFaceProps } from '#components/ui/block-page.tsx'

export default function CreateButtonBlock({ properties }: BlockFaceProps) {
  const t = useTranslations('blocks')
  return useBlockPage().create?.button({
    label: asText(properties.text) || t('create'),
    className: blockLook(properties, 'primary'),
  })
}
