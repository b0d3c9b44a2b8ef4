'use client'

import { asText, type BlockFaceProps } from '#components/ui/block-page.tsx'

/** The server has made HTML of the text, and taken out what is none of Markdown's. */
export default function MarkdownBlock({ properties }: BlockFaceProps) {
  return (
    <div
      className="prose min-w-0 wrap-anywhere [&_:is(h1,h2)]:text-lg [&_h3]:text-md"
      dangerouslySetInnerHTML={{ __html: asText(properties.content) }}
    />
  )
}
