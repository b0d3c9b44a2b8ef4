'use client'

import type { ComponentProps } from 'react'
import { asText, type BlockFaceProps } from '#components/ui/block-page.tsx'
import { cn } from '#components/ui/cn.ts'
import { Notice } from '#components/ui/notice.tsx'

const tones: Readonly<Record<string, ComponentProps<typeof Notice>['tone']>> = {
  SUCCESS: 'success',
  WARNING: 'warning',
  ERROR: 'danger',
}

export default function AlertBlock({ properties }: BlockFaceProps) {
  const tone = tones[asText(properties.style)] ?? 'info'
  return (
    <Notice tone={tone} className={cn(properties.showIcon !== true && '[&>svg]:hidden')}>
      <div
        className="prose wrap-anywhere [&_a]:text-current"
        dangerouslySetInnerHTML={{ __html: asText(properties.content) }}
      />
    </Notice>
  )
}
