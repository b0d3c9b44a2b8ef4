'use client'

import { useState } from 'react'
import type { ApprovalRow } from '#server/approvals/view.ts'

/** Rows of one kind that are chosen to be decided together. */
export interface Chosen {
  rows: readonly ApprovalRow[]
  /** Whether any was chosen since the page was opened. */
  begun: boolean
  /** How many of the list are of their kind. */
  ofKind: number
  /** Whether this one can be chosen beside them. */
  fits(row: ApprovalRow): boolean
  has(row: ApprovalRow): boolean
  toggle(row: ApprovalRow): void
  /** Chooses all of the list that are of their kind. */
  all(): void
  clear(): void
}

/** What is chosen of a list; what has left the list is not chosen any more. */
export function useChosen(list: readonly ApprovalRow[]): Chosen {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const [begun, setBegun] = useState(false)
  const rows = list.filter((row) => ids.has(row.id) && isOpen(row))
  const kind = rows[0]?.kind
  const alike = list.filter((row) => isOpen(row) && row.kind === kind)
  return {
    rows,
    begun,
    ofKind: alike.length,
    fits: (row) => isOpen(row) && (kind === undefined || row.kind === kind),
    has: (row) => rows.includes(row),
    toggle: ({ id }) => {
      const next = new Set(rows.map((row) => row.id))
      if (!next.delete(id)) next.add(id)
      setIds(next)
      setBegun(true)
    },
    all: () => {
      setIds(new Set(alike.map(({ id }) => id)))
    },
    clear: () => {
      setIds(new Set())
    },
  }
}

/** What has a form is decided by itself. */
function isOpen({ state, mine, claimedBy, hasForm }: ApprovalRow): boolean {
  return state === 'OPEN' && !mine && !claimedBy && !hasForm
}
