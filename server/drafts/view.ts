import type { UploadedFile } from '#engine/flow/inputs/types.ts'
import type { RawValues } from '#server/apps/open-form.ts'

/** A form that one has begun, as a list shows it. Instants are ISO 8601 in UTC. */
export interface DraftRow {
  id: string
  /** As a request made of it would be called. */
  title: string
  app: { id: string; displayName: string; icon?: string }
  /** Whether the app is there and still one's to use; else the draft can only be looked at and deleted. */
  usable: boolean
  version: number
  createdAt: string
  updatedAt: string
  /** Then it is deleted, unless somebody goes on with it. */
  keptUntil: string
  /** The request that it began as a copy of. */
  copiedFrom?: { id: string; number: string }
}

export interface DraftView extends DraftRow {
  /** The one that it fills in: `namespace/id`. */
  flow: string
  flowRevision: number
  /** As they were typed, by the id of the input; secrets are never kept. */
  values: RawValues
  /** Of a form in steps, from 0. */
  step: number
  /** The files among the values that are there. */
  files: (Pick<UploadedFile, 'name' | 'size'> & { id: string })[]
  /** What the form has no place for any more, in words. */
  unfit: UnfitAnswer[]
}

/** An answer of a draft or of a copied request that was not taken over. */
export interface UnfitAnswer {
  label: string
  /** What was answered; absent for a file. */
  text?: string
  why: 'no-such-input' | 'does-not-fit' | 'file-gone'
}
