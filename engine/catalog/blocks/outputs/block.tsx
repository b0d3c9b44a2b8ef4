'use client'

import type { BlockFaceProps } from '#components/ui/block-page.tsx'
import { ValuesPlace } from '#components/ui/block-place.tsx'
import type { BlockData } from '#engine/flow/app-page.ts'

export default function OutputsBlock({ data }: BlockFaceProps<BlockData>) {
  return <ValuesPlace values={data?.values} none="noOutputs" />
}
