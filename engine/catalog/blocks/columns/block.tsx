'use client'

import type { BlockFaceProps } from '#components/ui/block-page.tsx'

/** Side by side where there is room, one beneath the other on a phone. */
export default function ColumnsBlock({ parts = [] }: BlockFaceProps) {
  const shares = parts.map(({ width = 1 }) => `minmax(0, ${String(width > 0 ? width : 1)}fr)`).join(' ')
  return (
    <div
      style={{ '--shares': shares } as React.CSSProperties}
      className="grid items-start gap-x-6 gap-y-5 @xl:grid-cols-(--shares)"
    >
      {parts.map((part, index) => (
        <div key={index} className="min-w-0">
          {part.content}
        </div>
      ))}
    </div>
  )
}
