'use client'

import { PagePlace } from '#components/ui/block-place.tsx'

export default function ApprovalsBlock() {
  return <PagePlace part="approvals" />
}
