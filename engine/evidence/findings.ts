import type { PackRecord } from './pack.ts'

/** One thing that is not as it must be. */
export interface Finding {
  /** `decision 3f…`, `chain approval x, entry 4`. */
  where: string
  what: string
}

/** What was looked at, in this order. */
export const checkNames = [
  'form',
  'records',
  'digest',
  'signature',
  'chains',
  'checkpoints',
  'seen',
  'files',
  'decisions',
] as const
export type CheckName = (typeof checkNames)[number]

/** What one look at a pack came to: whole where there are no findings. */
export interface Check {
  name: CheckName
  findings: Finding[]
  /** How many things were looked at. */
  count: number
  /** Of these, how many could not be judged yet: entries that no checkpoint covers so far. */
  open?: number
}

export function placeOf({ kind, id }: Pick<PackRecord, 'kind' | 'id'>): string {
  return `${kind} ${id}`
}
