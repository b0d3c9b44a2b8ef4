'use client'

import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ComponentType } from 'react'
import {
  BlockPageProvider,
  type BlockFaceProps,
  type BlockPage,
  type BlockPart,
} from '#components/ui/block-page.tsx'
import { later } from '#components/ui/later.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { BlockData, BlockView } from '#engine/flow/app-page.ts'
import { blocks as loaders } from '#generated/catalog/blocks.ts'

type FaceProps = BlockFaceProps<BlockData>
type Face = ComponentType<FaceProps>
type PlacedProps = FaceProps & { page: BlockPage }

const loadOf: Readonly<Record<string, () => Promise<{ default: Face }>>> = loaders
/** Each type's face is loaded when a page shows it. */
const faces: Readonly<Record<string, ComponentType<PlacedProps>>> = Object.fromEntries(
  Object.entries(loadOf).map(([type, load]) => [
    type,
    later(async () => ({ default: placed((await load()).default) }), <Skeleton className="h-10" />),
  ]),
)

/** The page reaches a block where it lives, not around it: a page that changes would throw away what is typed there before. */
function placed(Face: Face): ComponentType<PlacedProps> {
  return function Placed({ page, ...props }) {
    return (
      <BlockPageProvider page={page}>
        <Face {...props} />
      </BlockPageProvider>
    )
  }
}

const settled = () => undefined

/** Asks for the faces of a whole layout at once, before the first of them is drawn. */
export function preloadFaces(blocks: readonly BlockView[]): void {
  for (const { type, parts = [] } of blocks) {
    // one that cannot be loaded now is asked for again where it is drawn, and told of there
    loadOf[type]?.().then(settled, settled)
    for (const part of parts) preloadFaces(part.blocks)
  }
}

/** Blocks one beneath the other; buttons that follow one another stand side by side. */
export function BlockList({ blocks, page }: { blocks: readonly BlockView[]; page: BlockPage }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-5">
      {blocks.map((block) => (
        <div
          key={`${block.id} ${block.type}`}
          className="w-full min-w-0 empty:hidden has-[>[data-inline]]:w-auto @max-md:has-[>[data-inline]]:w-full @max-md:has-[>[data-inline]]:*:w-full"
        >
          <Block block={block} page={page} />
        </div>
      ))}
    </div>
  )
}

function Block({ block, page }: { block: BlockView; page: BlockPage }) {
  const Face = faces[block.type]
  if (block.problem) return <BlockProblem why={block.problem.why} />
  if (!Face) return null
  const parts = block.parts?.map(({ blocks, ...part }): BlockPart => ({
    ...part,
    content: <BlockList blocks={blocks} page={page} />,
  }))
  return <Face id={block.id} properties={block.properties} data={block.data} parts={parts} page={page} />
}

/** A part that could not be made: the reader hears that something is missing, who may mend it also why. */
function BlockProblem({ why }: { why: string | undefined }) {
  const t = useTranslations('blocks')
  return (
    <div className="flex gap-2.5 rounded-sm border border-dashed px-3 py-2.5 text-sm text-ink-soft">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
      <div className="min-w-0">
        <p>{t('problem')}</p>
        {why ? <p className="mt-1 font-mono text-xs wrap-anywhere">{why}</p> : null}
      </div>
    </div>
  )
}
