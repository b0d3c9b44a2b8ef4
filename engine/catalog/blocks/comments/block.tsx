'use client'

import { PagePlace } from '#components/ui/block-place.tsx'

export default function CommentsBlock() {
  return <PagePlace part="comments" />
}
