import type { Json } from '#engine/flow/flow.ts'
import type { KvType } from '#engine/flow/kv.ts'
import { withStars } from '#server/secrets/seal.ts'
import type { KvRow } from './store.ts'

/** What a list tells of a value: all but the value. */
export interface KvEntry {
  namespace: string
  key: string
  /** Raised by every write. */
  revision: number
  type: KvType
  description?: string
  creationDate: string
  updateDate: string
  expirationDate?: string
}

/** A value; what holds a secret is shown as stars. */
export interface KvDetail {
  type: KvType
  value: Json
  revision: number
  updated: string
}

export function entryOf(row: KvRow): KvEntry {
  return {
    namespace: row.namespace,
    key: row.key,
    revision: row.version,
    type: row.type,
    description: row.description ?? undefined,
    creationDate: row.createdAt.toISOString(),
    updateDate: row.updatedAt.toISOString(),
    expirationDate: row.expiresAt?.toISOString(),
  }
}

export function detailOf(row: KvRow): KvDetail {
  return {
    type: row.type,
    value: withStars(row.value),
    revision: row.version,
    updated: row.updatedAt.toISOString(),
  }
}
