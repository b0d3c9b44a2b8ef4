'use client'

import { PagePlace } from '#components/ui/block-place.tsx'

export default function TrackerBlock() {
  return <PagePlace part="tracker" />
}
