'use client'

import { PagePlace } from '#components/ui/block-place.tsx'

export default function RequestsBlock() {
  return <PagePlace part="requests" />
}
