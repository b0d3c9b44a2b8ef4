'use client'

import { createContext, use, type ReactNode } from 'react'

/** A part of a block that holds others: a column, a tab. */
export interface BlockPart {
  label?: string
  /** Its share of the row, beside those of the others. */
  width?: number
  content: ReactNode
}

/** What every `block.tsx` of the catalog is given: what the server rendered, in the reader's language. */
export interface BlockFaceProps<Data = unknown> {
  /** Stable within the layout. */
  id: string
  properties: Readonly<Record<string, unknown>>
  /** What the server found for this very block: `BlockData` of engine/flow/app-page.ts. */
  data?: Data
  parts?: readonly BlockPart[]
}

/** A label with its value as a person reads it. */
export interface ShownText {
  label: string
  display: string
  file?: { uri: string; name: string; size: number }
  /** What its author says about it. */
  help?: string
}

/** The button that sends a form. */
export interface SendButton {
  label: ReactNode
  /** Colours and size, in place of the usual ones. */
  className?: string
}

/** One form whose fields and whose button stand in different places of a layout. */
export interface FormPlaces {
  fields: ReactNode
  button(send: SendButton): ReactNode
}

/** What stands on a page of its own accord, and is placed by a block. */
export type PagePart = 'tracker' | 'approvals' | 'comments' | 'requests'

/**
 * The page that a block stands in: `block.tsx` imports nothing else of ours. Filled by `components/app-layout`; what is absent the
 * reader may not do, or it has no place at this moment.
 */
export interface BlockPage {
  /** Starts something. */
  create?: FormPlaces
  /** Lets go on what waits. */
  resume?: FormPlaces
  /** Ends what goes on. */
  cancel?(): Promise<void>
  /** Asks the server for the page again. */
  refresh(): void
  /** An author looks at it: nothing leaves the page. */
  isPreview: boolean
  /** Labels and values one beneath the other. */
  values(shown: readonly ShownText[]): ReactNode
  parts: Readonly<Partial<Record<PagePart, ReactNode>>>
}

const PageContext = createContext<BlockPage | undefined>(undefined)

export function BlockPageProvider({ page, children }: { page: BlockPage; children: ReactNode }) {
  return <PageContext value={page}>{children}</PageContext>
}

/** @throws Error outside of a layout. */
export function useBlockPage(): BlockPage {
  const page = use(PageContext)
  if (!page) throw new Error('No layout around this block')
  return page
}

/** What a property says as text; a value that is none is written as JSON. */
export function asText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value)
}
