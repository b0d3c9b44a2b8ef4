'use client'

import { asText, type BlockFaceProps } from '#components/ui/block-page.tsx'

/** The server has made HTML of the text, and taken out what is none of Markdown's. */
export default function MarkdownBlock({ properties }: BlockFaceProps) {
  return (
    <div
      className="prose min-w-0 wrap-anywhere [&_h1]:text-lg [&_h2]:text-md [&_h3]:text-base"
      dangerouslySetInnerHTML={{ __html: asText(properties.content) }}
    />
  )
}
