'use client'

import { useState } from 'react'
import type { BlockPage } from '#components/ui/block-page.tsx'
import type { BlockView } from '#engine/flow/app-page.ts'
import { BlockList, preloadFaces } from './block-list.tsx'

/** An app's page as its author laid it out, for the moment that it is in. Its client messages are `blocks`. */
export function AppLayout({ blocks, page }: { blocks: readonly BlockView[]; page: BlockPage }) {
  useState(() => {
    preloadFaces(blocks)
  })
  return (
    // blocks follow the width of their place: a preview of a phone is a narrow place
    <div className="@container">
      <BlockList blocks={blocks} page={page} />
    </div>
  )
}
