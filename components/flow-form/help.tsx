import type { ReactNode } from 'react'
import type { Input } from '#engine/flow/flow.ts'
import { localText } from '#engine/flow/local-text.ts'

/** What an author says of an input: the server has made HTML of it, and taken out what is none of Markdown's. */
export function helpOf({ help, description }: Input, locale: string): ReactNode {
  const html = localText(help, locale)
  if (html === undefined) return localText(description, locale)
  return <div className="prose text-sm wrap-anywhere" dangerouslySetInnerHTML={{ __html: html }} />
}
